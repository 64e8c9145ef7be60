"""A load balancer with sticky sessions: each stays on its backend until that has 125 % of its fair part."""

from collections import Counter
from contextlib import ExitStack

from ringwise import HashRing, Ticket


class Balancer:
    """Sends each request to the backend of its session."""

    def __init__(self, backends: dict[str, int]) -> None:
        self.ring = HashRing(backends, load_factor=125)

    def send(self, session: str) -> Ticket:
        """Sends a request. The ticket, as a context manager, holds its slot during the request."""
        ticket = self.ring.acquire(session)
        if ticket is None:
            raise ConnectionError("no backend is up")
        return ticket


def main() -> None:
    """Sends many requests at once, a third of them from one session; then a backend goes down."""
    balancer = Balancer({"large": 2, "small-1": 1, "small-2": 1})
    ring = balancer.ring

    with balancer.send("alice") as first:
        pass
    with balancer.send("alice") as second:
        print("alice stays on her backend:", first.node == second.node)

    with ExitStack() as in_flight:
        sessions = ["celebrity"] * 50 + [f"user-{number}" for number in range(100)]
        sent = [(session, in_flight.enter_context(balancer.send(session)).node) for session in sessions]
        for name, load in ring.loads().items():
            print(f"{name}: {load} requests of at most {ring.capacity(name)}")
        print("the celebrity overflows:", dict(Counter(node for session, node in sent if session == "celebrity")))
    print("left when all are done:", ring.total_load())

    before = {session: ring.get_node_with_fallback(session) for session in sessions}
    ring.mark_node_unhealthy("small-1")
    moved = {session for session in before if ring.get_node_with_fallback(session) != before[session]}
    print("only sessions of small-1 move:", {before[session] for session in moved} == {"small-1"})
    ring.mark_node_healthy("small-1")
    print("and they come back:", before == {session: ring.get_node_with_fallback(session) for session in sessions})


if __name__ == "__main__":
    main()
