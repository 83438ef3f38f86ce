"""How often people come from each service to each other, table by table, so that any change is worth a small system.

A change at a link adds to the share of its sender's people who start at its receiver. With the chances of coming from
receivers to senders at hand, what several such changes do together is a system of as many equations as there are links
that they touch, however large the area is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dtors_network.flow.chain import Question
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Mask, Places

ALMOST_ALL: Final = 1 - 1e-12
"""Where nobody would ever leave, people still come to an end."""


@dataclass(frozen=True)
class Kernel:
    """Visits in some tables.

    Attributes
    ----------
    sender, receiver : array of int, shape (rows,)
        The ends of each row.
    visits : array of float, shape (tables, services)
        How often each service is come to, by the mean person who comes in.
    again : array of float, shape (tables, services, services)
        How often it is come to from each other; a service counts itself once.
    worth : array of float, shape (tables, services)
        What it is worth to be there.
    live : array of bool, shape (rows,)
        Rows that count for it.
    """

    sender: Places
    receiver: Places
    visits: Batch
    again: Batch
    worth: Batch
    live: Mask

    def starts(self, rows: Places, more: Batch) -> Batch:
        """Give how many more start at some rows, of the mean person who comes in, with all that follows.

        Parameters
        ----------
        rows : array of int, shape (sets, most)
            The rows of each set; a row that stands for none has nothing more.
        more : array of float, shape (sets, most, tables)
            By how much the share of the sender's people who start rises.

        Returns
        -------
        array of float, shape (sets, tables, most)

        Notes
        -----
        Sherman, Morrison and Woodbury: M. A. Woodbury, "Inverting modified matrices" (1950).
        """
        senders, receivers = self.sender[rows], self.receiver[rows]
        shares = np.moveaxis(more * self.live[rows][:, :, None], 2, 1)
        before = np.moveaxis(self.visits[:, senders], 0, 1)
        if rows.shape[1] == 0:
            return np.zeros(shares.shape)
        back = np.moveaxis(self.again[:, receivers[:, None, :], senders[:, :, None]], 0, 1)
        if rows.shape[1] == 1:
            return np.asarray(before * shares / (1 - back[..., 0] * shares))
        system = np.eye(rows.shape[1]) - back * shares[:, :, None, :]
        return np.asarray(np.linalg.solve(system, before[..., None])[..., 0] * shares)

    def rise(self, rows: Places, more: Batch) -> Batch:
        """Give by how much what it is all worth rises, shape (sets, tables); parameters are those of ``starts``."""
        ahead = np.moveaxis(self.worth[:, self.receiver[rows]], 0, 1)
        return np.asarray((self.starts(rows, more) * ahead).sum(axis=2))

    def further(self, rows: Places, more: Batch) -> Batch:
        """Give how often each service is come to besides, by the mean person, shape (sets, tables, services)."""
        starts = self.starts(rows, more)
        found = np.zeros((len(rows), *self.visits.shape))
        for number, receivers in enumerate(self.receiver[rows]):
            found[number] = np.einsum("tq,tqs->ts", starts[number], self.again[:, receivers, :])
        return found


def kernel_of(question: Question, ends: tuple[Places, Places], share: Batch, coming: Batch, closed: Mask) -> Kernel:
    """Work out visits in every table.

    Parameters
    ----------
    question : Question
        Which rows are on the way, where it stops, and what that is worth.
    ends : pair of array of int, shape (rows,)
        Senders and receivers.
    share : array of float, shape (rows, tables)
        Of the people of the sender, those who start.
    coming : array of float, shape (services, tables)
        People who come in.
    closed : array of bool, shape (services,)
        Services of whose next steps nothing is known.

    Returns
    -------
    Kernel
        Whatever nothing is known of is worth nothing.

    Raises
    ------
    ValueError
        If nobody comes in in some table.
    """
    (sender, receiver), (size, many) = ends, coming.shape
    live = question.on_way & ~(question.stops | closed)[sender]
    moves = np.zeros((many, size, size))
    moves[:, sender[live], receiver[live]] = share[live].T * ALMOST_ALL
    again: Batch = np.asarray(np.linalg.inv(np.eye(size) - moves), dtype=np.float64)
    whole = coming.sum(axis=0)
    if not (whole > 0).all():
        raise ValueError("nobody comes in")
    arriving = (coming / whole).T
    visits: Batch = (arriving[:, None, :] @ again)[:, 0, :]
    worth: Batch = (again * question.stops).sum(axis=2) * question.stopped
    return Kernel(sender, receiver, visits, again, worth, live)
