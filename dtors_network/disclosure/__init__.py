"""The door: what leaves an area for others (design §8)."""

from dtors_network.disclosure.door import protect
from dtors_network.disclosure.kept import protected
from dtors_network.disclosure.many import protect_all
from dtors_network.model.vocabulary import Profile

__all__ = ["Profile", "protect", "protect_all", "protected"]
