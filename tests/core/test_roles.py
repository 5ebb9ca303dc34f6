"""The table of roles: each may all that the one below may, and what product.md says of each."""

from assistant.core.roles import OF_ADMINS, OF_MANAGERS, OF_MEMBERS, TABLE, Action, Role, may


def test_every_role_has_its_row_and_every_action_somebody_who_may():
    assert set(TABLE) == set(Role)
    assert set(Action) == OF_ADMINS


def test_managers_may_all_that_members_may_and_admins_all_that_managers_may():
    assert OF_MEMBERS < OF_MANAGERS < OF_ADMINS


def test_members_answer_managers_assign_admins_manage_people():
    assert may(Role.MEMBER, Action.ANSWER)
    assert not may(Role.MEMBER, Action.ASSIGN)
    assert may(Role.MANAGER, Action.ASSIGN)
    assert not may(Role.MANAGER, Action.MANAGE_TEAMMATES)
    assert not may(Role.MANAGER, Action.ERASE_CUSTOMER)
    assert may(Role.ADMIN, Action.ERASE_CUSTOMER)
