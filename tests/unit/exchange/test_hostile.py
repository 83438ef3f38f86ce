"""Files made to do harm end in one message within five seconds and 500 MB, in a process of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.often import often

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by a means that Windows lacks")
@pytest.mark.parametrize("kind", often(["studies", "figures", "directories"], "figures"))
def test_files_made_to_do_harm_are_refused_in_time(kind: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", f"tests.unit.exchange.hostile_{kind}", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "most memory" in done.stderr
