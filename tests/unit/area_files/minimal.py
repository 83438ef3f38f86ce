"""A minimal area as files, and the faults that one change in it brings."""

from pathlib import Path

from dtors_network.area_files.area_io import read_area
from dtors_network.errors import InputError

FILES = {
    "area.yaml": "id: small\nname: Small\nreference_pathway: partnership_2022\n",
    "services.csv": (
        "service,organisation,name,service_type,accepts_currently_using,places\n"
        "gp,hill,Hill Surgery,gp,,\n"
        "clinic,river,Riverside,specialist_prescribing,yes,20\n"
        "next,onward,Onward,aftercare,no,\n"
    ),
    "statements.csv": (
        "source,target,end,says,reporter_role,said_on\ngp,clinic,sender,present,provider,2025-05-01\nclinic,next,receiver,weak,,\n"
    ),
}
REFERRALS = "source,target,client_group,referred,accepted,started\n"
REFUSALS = "source,target,client_group,reason,count\n"
ARRIVALS = "service,client_group,count\n"


def write(folder: Path, **files: str | bytes | None) -> Path:
    """Write the minimal area with some files in another way (``services`` is services.csv), or without them (None)."""
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, str | bytes | None] = {**FILES, **{_file(name): text for name, text in files.items()}}
    for file, text in texts.items():
        if text is not None:
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def changed(file: str, old: str, new: str) -> str:
    """Give a file of the minimal area with one thing changed."""
    assert old in FILES[file]
    return FILES[file].replace(old, new)


def told(path: Path) -> list[str]:
    """Read an area that cannot be read, and give every fault as it is told."""
    try:
        read_area(path)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


def _file(name: str) -> str:
    return {"area": "area.yaml", "codebook": "codebook.yaml", "pathway": "pathway.yaml"}.get(name, f"{name}.csv")
