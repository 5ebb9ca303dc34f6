"""What a settings page keeps of a store: each change is on record with what was before."""

from assistant.core.audit import Did
from assistant.records import Deed, Session, Store
from assistant.web.here import services, user


def keep(session: Session, store: Store, **new: object) -> bool:
    """In the caller's transaction; whether anything was otherwise before."""
    before = {name: getattr(store, name) for name in new}
    changed = [name for name, value in new.items() if before[name] != value]
    for name in changed:
        setattr(store, name, new[name])
        session.add(
            Deed(
                at=services().clock(),
                teammate_id=user().id,
                store_id=store.id,
                what=Did.CHANGED_SETTINGS,
                about={"setting": name, "before": before[name], "after": new[name]},
            )
        )
    return bool(changed)
