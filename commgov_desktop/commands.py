"""What the verbs of the command line do: each takes the data folder and the words, and gives a value and a text."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commgov_desktop import catalog, office_folder, opening
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places

Answer = tuple[object, str]


@contextmanager
def _office(places: Places, words: Namespace) -> Iterator[Office]:
    """The unlocked office for one verb."""
    if not office_folder.is_there(places):
        raise UserError(_("There is no office in {folder}.").format(folder=places.data_dir))
    office = opening.unlock(places, _account(places, words.account), _password(words.password_file))
    try:
        yield office
    finally:
        office.store.close()


def _password(file: Path | None) -> str:
    if file is None:
        raise UserError(_("Name a file with the password: --password-file FILE, before the verb."))
    lines = _read(file).splitlines()
    return lines[0] if lines else ""


def _account(places: Places, name: str | None) -> int:
    accounts = office_folder.account_names(places)
    found = [number for number, known in accounts if name in (None, known)]
    if not found:
        raise UserError(_("There is no account “{name}”.").format(name=name))
    return found[0]


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_("“{file}” could not be read.").format(file=file)) from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError(
            _("“{file}” could not be written: {why}.").format(file=path, why=error.strerror)
        ) from error


def practice(places: Places, words: Namespace) -> Answer:
    """Make the practice community."""
    from commgov_desktop import practice as community

    office = community.make(places, words.residents, words.seed)
    office.store.close()
    text = _("Made a practice community of {n} residents in {folder}.")
    return {"residents": words.residents, "data_dir": str(places.data_dir)}, text.format(
        n=words.residents, folder=places.data_dir
    )


def import_roster(places: Places, words: Namespace) -> Answer:
    """Take in a roster workbook, or only say what would happen."""
    from commgov_desktop.roster import importing

    _read_bytes(words.file)
    with _office(places, words) as office:
        plan = importing.trial(office.store, importing.open_source(office.store, words.file), catalog.homes())
        if not words.trial:
            plan = importing.apply(office.store, plan, catalog.homes())
        if words.result:
            importing.write_result(words.result, plan)
    counts = dict(plan.counts)
    text = _("Read {read} = new {new} + changed {changed} + same {same} + refused {refused}").format(**counts)
    if plan.alike:
        alike = ngettext(
            "{n} row looks like somebody who is there already",
            "{n} rows look like somebody who is there already",
            plan.alike,
        )
        text += "\n" + alike.format(n=plan.alike)
    return {**counts, "alike": plan.alike}, text


def _read_bytes(file: Path) -> None:
    if not file.is_file():
        raise UserError(_("There is no file “{file}”.").format(file=file))


def export_roster(places: Places, words: Namespace) -> Answer:
    """Write the roster to a workbook, masked unless full numbers are asked for and allowed."""
    from commgov_desktop.roster import exporting

    with _office(places, words) as office:
        count = exporting.export(office, words.out, full=words.full)
    return {"rows": count, "file": str(words.out)}, _("Wrote {n} residents to {file}.").format(
        n=count, file=words.out
    )


def export_all(places: Places, words: Namespace) -> Answer:
    """Write everything the office keeps into a new folder, as xlsx, csv, PDF and attachments."""
    from commgov_desktop.ledger import all_data

    with _office(places, words) as office:
        done = all_data.export_all(office, words.folder, catalog.all_names())
    value = {
        "folder": str(done.folder),
        "rows": dict(done.rows),
        "papers": done.papers,
        "attachments": done.attachments,
    }
    return value, str(done.folder)


def find(places: Places, words: Namespace) -> Answer:
    """Find residents as in the window."""
    with _office(places, words) as office:
        hits = office.people.find(" ".join(words.words), limit=100)
    value = [{"id": number, "name": name, "hint": hint} for number, name, hint in hits]
    return value, "\n".join(f"{number}\t{name}\t{hint}" for number, name, hint in hits)


def undo(places: Places, words: Namespace) -> Answer:
    """Take back the last action and say which."""
    with _office(places, words) as office:
        step = office.store.undo()
    return {"action": step.action_id, "label": step.label}, _("Taken back: {action}").format(
        action=step.label
    )


def print_paper(places: Places, words: Namespace) -> Answer:
    """Make one paper, or name them all."""
    kinds = {kind.key: kind for kind in catalog.papers()}
    if words.list:
        listed = [{"kind": k.key, "title": k.title, "about": k.about} for k in kinds.values()]
        return listed, "\n".join(f"{k.key}\t{k.title}\t{k.about}" for k in kinds.values())
    if words.kind not in kinds:
        raise UserError(_("There is no paper “{kind}”. print --list names them all.").format(kind=words.kind))
    kind = kinds[words.kind]
    with _office(places, words) as office:
        pdf = kind.make(office, words.id)
        _write(words.out, pdf)
        office.store.note(_("Print {paper}").format(paper=kind.title), f"{kind.about}:{words.id}")
    return {"file": str(words.out), "bytes": len(pdf)}, str(words.out)


def backup(places: Places, words: Namespace) -> Answer:
    """Write a copy into a folder, read it back and check all of it."""
    from commgov_desktop.backup import record

    with _office(places, words) as office:
        made = record.make_backup(office, words.folder)
    return {"file": str(made.path), "size": made.size, "alarms": list(made.alarms)}, str(made.path)


def verify(places: Places, words: Namespace) -> Answer:
    """Read a copy whole; it is good only if every byte and every count agrees."""
    from commgov_desktop.backup.checking import verify as check
    from commgov_desktop.store import keyring

    _read_bytes(words.file)
    if words.recovery_key_file:
        secret = keyring.normal_recovery_key(_read(words.recovery_key_file))
    else:
        with _office(places, words) as office:
            secret = keyring.recovery_secret(places.keyring, office.key)
    found = check(words.file, secret, scratch=None)
    manifest = found.manifest
    value = {"good": True, "office": manifest.office_name, "counts": dict(manifest.counts)}
    return value, _("Good: {office}, {n} records.").format(
        office=manifest.office_name, n=sum(manifest.counts.values())
    )


def restore(places: Places, words: Namespace) -> Answer:
    """Bring a copy into an empty data folder."""
    from commgov_desktop.backup import restore as restoring
    from commgov_desktop.store import keyring

    _read_bytes(words.file)
    if office_folder.is_there(places):
        raise UserError(_("There is already an office in this folder. Choose an empty folder."))
    secret = keyring.normal_recovery_key(_read(words.recovery_key_file))
    done = restoring.restore(words.file, secret, places)
    counts = dict(done.inside.manifest.counts)
    return {"restored": True, "counts": counts}, _("Restored into {folder}.").format(folder=places.data_dir)


def keep(places: Places, _words: Namespace) -> Answer:
    """Copy the closed, encrypted office byte for byte into ``kept`` and compare; the setup file calls this."""
    from commgov_desktop.updating.keeping import keep as copy

    kept = copy(places)
    if kept is None:
        return {"kept": None}, _("There is no office in {folder}.").format(folder=places.data_dir)
    return {"kept": str(kept)}, _("Kept in {folder}.").format(folder=kept)


def self_test(_places: Places, _words: Namespace) -> Answer:
    """Try every part of this installation on an office made for it."""
    from commgov_desktop import self_test as testing

    lines = testing.run()
    text = "\n".join(f"{'ok ' if line.good else 'BAD'} {line.what} {line.detail}".rstrip() for line in lines)
    good = all(line.good for line in lines)
    if not good:
        raise UserError(text)
    return [{"what": line.what, "good": line.good, "detail": line.detail} for line in lines], text


def tour(_places: Places, words: Namespace) -> Answer:
    """Play a clerk's day through the real window."""
    from commgov_desktop.tour import play

    jobs, files = play(words.folder)
    value = {
        "jobs": [{"job": job.name, "steps": job.steps, "target": job.target} for job in jobs],
        "files": [str(file) for file in files],
    }
    lines = [*(str(file) for file in files), "", *(job.line() for job in jobs)]
    return value, "\n".join(lines)
