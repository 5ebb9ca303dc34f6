"""Peers on real sockets that answer as they are told, and a certificate of our own making."""

import datetime
import ipaddress
import re
import socket
import ssl
import threading
from contextlib import contextmanager

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"


def _request(line):
    """All of it, in however many pieces it comes."""
    whole = line.recv(65536)
    while b"\r\n\r\n" not in whole and (more := line.recv(65536)):
        whole += more
    head, _, body = whole.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    while length and len(body) < int(length[1]) and (more := line.recv(65536)):
        body += more
    return head + b"\r\n\r\n" + body


@contextmanager
def peer(answer=OK, *, tls=None):
    """`answer`: bytes, or a function that is given the connection; yields (port, requests seen)."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = []

    def serve(connection):
        try:
            with tls.wrap_socket(connection, server_side=True) if tls else connection as line:
                seen.append(_request(line))
                if callable(answer):
                    answer(line)
                else:
                    line.sendall(answer)
        except OSError:
            seen.append(b"")

    def accept():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=[connection], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1], seen
    finally:
        server.close()


def certificate(folder, name):
    """(server context, client context) for a certificate that stands for `name` alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    try:
        stands_for = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        stands_for = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([stands_for]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
