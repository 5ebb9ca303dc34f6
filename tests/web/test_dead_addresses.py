"""What a page tells of an address that is dead, and of a mail that arrived."""

from assistant.records import Approval, Customer, Delivery, IdentityKind, Message


def test_the_page_says_so_at_the_draft_and_beside_the_customer(dana, parts, world, clock):
    assert "mail.example comes back" not in dana.get(f"/conversations/{world.conversation}").text
    with parts.services.sessions.begin() as session:
        at = session.get_one(Customer, world.tom).identity(IdentityKind.EMAIL, "tom.becker@mail.example")
        at.dead_at, at.dead_why = clock(), "there is no such mailbox"
    page = dana.get(f"/conversations/{world.conversation}").text
    assert "Mail to tom.becker@mail.example comes back: there is no such mailbox." in page
    assert "Mail to it came back: there is no such mailbox." in dana.get(f"/customers/{world.tom}").text


def test_what_arrived_is_marked_so(dana, parts, world, clock):
    page = dana.get(f"/conversations/{world.conversation}").text
    dana.post(
        f"/drafts/{world.draft}/approval",
        data={
            "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0],
            "shown_digest": page.split('name="shown_digest" value="')[1].split('"')[0],
            "version": page.split('name="version" value="')[1].split('"')[0],
            "newest_seen_id": page.split('name="newest_seen_id" value="')[1].split('"')[0],
            "text": "Hi Tom,\n\nIt is here.\n\nDana Ruiz",
            "overrule": "x",
        },
    )
    clock.forward(seconds=30)
    parts.engine.run_all()
    assert ">arrived<" not in dana.get(f"/conversations/{world.conversation}").text
    with parts.services.sessions.begin() as session:
        assert session.query(Approval).count() == 1
        assert session.query(Message).filter(Message.approval_id.is_not(None)).count() == 1
        session.query(Delivery).one().arrive(clock())
    assert ">arrived<" in dana.get(f"/conversations/{world.conversation}").text
