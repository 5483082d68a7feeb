"""OpenSSL is kept out while asyncio and hashlib are imported, and is available for everything else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kneecoach.cli.openssl import OWN_HASHES
from tests.cli.program import ROOT, TIMEOUT


def printed(code: str) -> list[str]:
    """The words that some code prints in a separate Python."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; from kneecoach.cli import openssl\n{code}"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


IMPORTED = "openssl.import_asyncio(); openssl.import_hashes(); print(*sys.modules)"


def test_asyncio_and_hashlib_are_imported_without_openssl() -> None:
    names = set(printed(IMPORTED))
    assert {"asyncio", "hashlib", "hmac"} <= names
    assert not names & {"ssl", "_ssl", "_hashlib"}


@pytest.mark.parametrize("name", ["ssl", "_hashlib"])
def test_openssl_can_still_be_imported(name: str) -> None:
    pytest.importorskip(name)
    assert printed(f"{IMPORTED}\nimport {name}; print({name}.__name__)")[-1] == name


def test_the_digests_are_the_same() -> None:
    code = "import hashlib, hmac; print(hashlib.sha256(b'a').hexdigest(), hmac.digest(b'k', b'm', 'sha256').hex())"
    assert printed(f"openssl.import_hashes()\n{code}") == printed(code)


def test_a_tls_context_can_be_made_afterwards() -> None:
    pytest.importorskip("ssl")
    code = "import ssl, urllib.request; print(ssl.create_default_context().check_hostname)"
    assert printed(f"{IMPORTED}\n{code}")[-1] == "True"


@pytest.mark.parametrize("missing", OWN_HASHES)
def test_a_python_without_hashes_of_its_own_keeps_those_of_openssl(missing: str) -> None:
    pytest.importorskip("_hashlib")
    code = "openssl.import_hashes(); import hashlib; print(*sys.modules)"
    assert "_hashlib" in printed(f"sys.modules[{missing!r}] = None; {code}")


def test_what_is_already_imported_is_left_alone() -> None:
    pytest.importorskip("ssl")
    names = printed(f"import ssl, hashlib\n{IMPORTED}\nimport asyncio.sslproto as tls; print(tls.ssl is ssl)")
    assert names[-1] == "True"
    assert "_ssl" in names
