"""A Dovecot of the test's own: a child process on a free port, everything in one temporary folder."""

import ctypes
import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from imaplib import IMAP4
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from imapclient import IMAPClient

PASSWORD = 'a secret, with “quotes” \\ and "more"'
CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
info_log_path = {folder}/info
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0 secs
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users/%u
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  mailbox {junk} {{
    auto = {auto}
    {junk_use}
  }}
  mailbox "{sent}" {{
    auto = {auto}
    {sent_use}
  }}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
}}
service stats {{
  {chroot}
}}
protocol imap {{
  {capability}
}}
"""


def installed() -> bool:
    return bool(shutil.which("dovecot")) or Path("/usr/sbin/dovecot").exists()


def end_with_us():
    """A test run that is killed leaves no server behind: PR_SET_PDEATHSIG (prctl(2))."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Dovecot:
    """`start` and `stop` as often as wanted, the mails stay. `capability` limits what it says it can."""

    def __init__(self, *, capability="", special=True, auto="subscribe", junk="Junk", sent="Sent", prefix="",
                 separator="/"):  # fmt: skip
        self.folder = Path(tempfile.mkdtemp(prefix="rightback-dovecot-"))
        self.folder.chmod(0o755)
        self.port, self.tls_port = free_port(), free_port()
        self.process = None
        mine = pwd.getpwuid(os.getuid()).pw_name
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody" if root else mine)
        (self.folder / "mail").mkdir()
        (self.folder / "users").mkdir()
        (self.folder / "users").chmod(0o755)  # a test before may have set a umask, as the product does
        os.chown(self.folder / "mail", owner.pw_uid, owner.pw_gid)
        group = grp.getgrgid(os.getgid()).gr_name
        self.new_user()
        self._certificate()
        (self.folder / "dovecot.conf").write_text(
            CONFIG.format(
                folder=self.folder,
                port=self.port,
                tls_port=self.tls_port,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
                junk=junk,
                sent=sent,
                auto=auto,
                prefix=prefix,
                separator=separator,
                junk_use="special_use = \\Junk" if special else "",
                sent_use="special_use = \\Sent" if special else "",
                capability=f"imap_capability = {capability}" if capability else "",
                internal="dovecot" if root else mine,
                internal_group="dovecot" if root else group,
                login="dovenull" if root else mine,
                chroot="" if root else "chroot =",
            )  # fmt: skip
        )

    def start(self):
        binary = shutil.which("dovecot") or "/usr/sbin/dovecot"
        self.process = subprocess.Popen(
            [binary, "-F", "-c", str(self.folder / "dovecot.conf")],
            stderr=(self.folder / "stderr").open("ab"),
            start_new_session=True,
            preexec_fn=end_with_us,
        )
        deadline = time.monotonic() + 20
        while True:
            try:
                self.client().logout()
                return self
            except (OSError, IMAP4.error):
                if time.monotonic() > deadline or self.process.poll() is not None:
                    log = self.folder / "log"
                    said = log.read_text() if log.exists() else ""
                    raise RuntimeError(said + (self.folder / "stderr").read_text()) from None
                time.sleep(0.05)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def hang_up(self):
        """The connections break off in the middle: every process that serves one is killed."""
        found = subprocess.run(
            ["pgrep", "-g", str(self.process.pid), "-f", "imap"], capture_output=True, text=True
        )
        for number in found.stdout.split():
            os.kill(int(number), signal.SIGKILL)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def client(self):
        """Another mail program of the same mailbox, signed in."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10)
        client.plain_login(self.user, PASSWORD)
        return client

    @contextmanager
    def at(self, folder="INBOX"):
        client = self.client()
        client.select_folder(folder)
        yield client
        client.logout()

    def holds(self, *raws, folder="INBOX", flags=(), at=None):
        """Lay mails into a folder; their UIDs."""
        with self.at(folder) as client:
            before = int(client.folder_status(folder, ["UIDNEXT"])[b"UIDNEXT"])
            for raw in raws:
                client.append(folder, raw, flags, at)
            client.select_folder(folder)
            return sorted(uid for uid in client.search(["UID", f"{before}:*"]) if uid >= before)

    def new_user(self):
        """A mailbox with nothing in it; the others stay as they are.

        A file each: Dovecot looks into one it has read again only in the next second.
        """
        self.user = f"{secrets.token_hex(4)}@northgate.example"
        file = self.folder / "users" / self.user
        file.write_text(f"{self.user}:{{PLAIN}}{PASSWORD}\n")
        file.chmod(0o644)
        return self

    def counts_anew(self):
        """The server loses its list of UIDs, as by a move to another machine."""
        for kind in ("dovecot-uidlist", "dovecot-uidvalidity*", "dovecot.index*", "dovecot.list*"):
            for file in (self.folder / "mail" / self.user).rglob(kind):
                file.unlink()

    def flags(self, folder="INBOX"):
        """Of each UID, but for \\Recent."""
        with self.at(folder) as client:
            told = client.get_flags(client.search())
            return {uid: {flag for flag in flags if flag != b"\\Recent"} for uid, flags in told.items()}

    def _certificate(self):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=2))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        (self.folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (self.folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
