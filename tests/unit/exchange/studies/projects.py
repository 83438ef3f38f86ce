"""Small projects of the REFI-QDA standard, as the programs write them, for tests."""

import zipfile
from pathlib import Path

TEXT = "Anne said: they will not see him.\r\nHe still uses 😀 so it goes. The clinic fears for its money."

CODES = """
<Code guid="{AAAAAAAA-0000-0000-0000-000000000001}" name="Referral" isCodable="false">
  <Code guid="aaaaaaaa-0000-0000-0000-000000000002" name="People currently using are not accepted" isCodable="true"/>
</Code>
<Code guid="aaaaaaaa-0000-0000-0000-000000000003" name="referral::funding_fear" isCodable="true"/>
<Code guid="aaaaaaaa-0000-0000-0000-000000000004" name="Hub -&gt; The Clinic" isCodable="true"/>
<Code guid="aaaaaaaa-0000-0000-0000-000000000005" name="weather" isCodable="true"/>
"""
CASES = """
<Case guid="cccccccc-0000-0000-0000-000000000001" name="Anne Example">
  <VariableValue><VariableRef targetGUID="eeeeeeee-0000-0000-0000-000000000001"/>
    <TextValue>Provider</TextValue></VariableValue>
  <SourceRef targetGUID="DDDDDDDD-0000-0000-0000-000000000001"/>
</Case>
<Case guid="cccccccc-0000-0000-0000-000000000002" name="The Clinic"/>
"""


def selection(start: int, end: int, *targets: str, number: int = 1) -> str:
    codings = "".join(
        f'<Coding guid="66666666-0000-0000-0000-0000000000{number:02}"><CodeRef targetGUID="{target}"/></Coding>'
        for target in targets
    )
    return (
        f'<PlainTextSelection guid="55555555-0000-0000-0000-0000000000{number:02}" name="x" '
        f'startPosition="{start}" endPosition="{end}">{codings}</PlainTextSelection>'
    )


def code(number: int) -> str:
    return f"AAAAAAAA-0000-0000-0000-00000000000{number}"


def case(number: int) -> str:
    return f"cccccccc-0000-0000-0000-00000000000{number}"


def project(*selections: str, extra: str = "", cases: str = CASES) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Study" basePath="C:\\people\\Jo Bloggs\\study">
<Users><User guid="99999999-0000-0000-0000-000000000001" name="Jo Bloggs"/></Users>
<CodeBook><Codes>{CODES}</Codes></CodeBook>
<Variables><Variable guid="eeeeeeee-0000-0000-0000-000000000001" name="Role" typeOfVariable="Text"/></Variables>
<Cases>{cases}</Cases>
<Sources><TextSource guid="{{dddddddd-0000-0000-0000-000000000001}}" name="Anne.docx" plainTextPath="internal://T1.txt">
{"".join(selections)}</TextSource>{extra}</Sources>
<Notes><Note guid="77777777-0000-0000-0000-000000000001" name="memo"/></Notes>
</Project>"""


def packed(folder: Path, document: str, *, name: str = "Project.QDE", texts: str = "Sources/") -> Path:
    place = folder / "study.qdpx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
        if texts:
            archive.writestr(f"{texts}t1.txt", TEXT.encode("utf-8-sig"))
    return place
