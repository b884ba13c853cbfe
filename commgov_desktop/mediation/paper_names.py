"""Who is named on a record of a case when nobody else was typed in."""

from commgov_desktop.mediation.casefile import CaseFile


def present(file: CaseFile) -> str:
    """Every party, agents beside the party they act for."""
    found = []
    for letter in file.letters():
        found += [side.name for side in file.parties(letter)]
        found += [f"{agent.name}（代理人）" for agent in file.agents(letter)]
    return "、".join(found)
