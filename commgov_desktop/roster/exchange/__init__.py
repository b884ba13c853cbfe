"""Tables that go to superiors and come back: column sets, what was sent when, empty forms filled."""
