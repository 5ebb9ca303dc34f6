"""The address of this installation, for links in mails: never by the Host that a request names."""

from assistant.pipeline.services import Services


def site(services: Services) -> str:
    """Without a slash at its end."""
    settings = services.settings
    return settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
