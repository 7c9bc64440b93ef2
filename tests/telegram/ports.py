"""Ports on loopback for servers of a test."""

from tornado.netutil import bind_sockets


def free_port() -> int:
    """Return a port nobody listens on."""
    [listening] = bind_sockets(0, "127.0.0.1")
    port: int = listening.getsockname()[1]
    listening.close()
    return port
