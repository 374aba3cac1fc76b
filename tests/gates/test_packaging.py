from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {"kg", "ingest", "qa", "onrecord"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("onrecord-*.whl"))


def test_the_wheel_holds_the_four_rooms_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {t for t in tops if not t.endswith(".dist-info")} == ROOMS


def test_the_wheel_holds_the_domain_and_the_core_vocabulary(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {p.relative_to(ROOT).as_posix() for p in (ROOT / "kg").rglob("*") if p.suffix in {".ttl", ".toml", ".csv"}}
    assert wanted
    assert wanted <= names


def test_the_unpacked_wheel_starts_elsewhere(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    start = "from onrecord.cli import main; sys.argv = ['onrecord', '--help']; main()"
    script = f"import onrecord, kg, sys; print(onrecord.__file__); {start}"
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {script}"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert str(tmp_path) in done.stdout
    assert "ingest" in done.stdout


def test_the_lock_files_name_no_index_and_hash_every_package() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-md.lock"):
        lines = (ROOT / name).read_text(encoding="utf8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("--index")]
        pinned = [line for line in lines if "==" in line and not line.startswith((" ", "#"))]
        assert pinned
        text = "\n".join(lines)
        assert text.count("--hash=sha256:") >= len(pinned)
