"""What CONTRIBUTING.md, the Makefile and the files under .github say is so."""

import os
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
README = ROOT / "README.md"
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
PAGES = [
    *(CONTRIBUTING, README, ROOT / "CHANGELOG.md", ROOT / ".github/pull_request_template.md"),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FORMS = [
    file
    for file in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    if file.name != "config.yml"
]
FIELDS = {"input", "textarea", "dropdown", "checkboxes"}
HEADINGS = ["Context", "Decision", "Consequences", "What was measured"]


@pytest.fixture(scope="session", autouse=True)
def database() -> None:
    """Nothing here reads the database, so none is built."""


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def code(page: Path) -> list[str]:
    """What stands in backticks, and the lines of the blocks of code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(page), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text(page), flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()] + re.findall(
        r"`([^`\n]+)`", prose
    )


def paths(page: Path) -> set[str]:
    """Paths of the project in a page's code: with a folder, or with the ending of a file."""
    words = {word for line in code(page) for word in line.split()}
    is_path = re.compile(r"\.?\w[\w.-]*(/[\w.-]*)+|\w[\w-]*\.(py|md|toml|txt|yml)")
    return {word for word in words if is_path.fullmatch(word)}


def recipes() -> dict[str, list[str]]:
    """The commands of each target of the Makefile."""
    found = re.findall(r"^([a-z-]+):.*\n((?:\t.*\n)*)", text(ROOT / "Makefile"), re.MULTILINE)
    return {target: [line.strip() for line in lines.splitlines()] for target, lines in found}


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def loaded(path: str) -> Any:
    return yaml.safe_load(text(ROOT / path))


# --- What pages name ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [CONTRIBUTING, *DECISIONS], ids=name)
def test_every_path_that_is_named_is_there(page: Path) -> None:
    assert sorted(path for path in paths(page) if not (ROOT / path).exists()) == []


def test_paths_are_found_in_what_stands_in_backticks() -> None:
    assert {"app.py", "dashboard/registry.py", "tests/text", "etl/"} <= paths(CONTRIBUTING)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_relative_link_leads_to_a_file_and_its_heading(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", text(page))
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        to = page.parent / path if path else page
        if not to.exists():
            broken.append(link)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", text(to), flags=re.MULTILINE)
            broken += [link] * (anchor not in map(slug, headings))
    assert broken == []


def test_the_table_of_lines_has_every_layer_in_its_order() -> None:
    from tests.test_architecture import LAYERS

    table = text(CONTRIBUTING).split("| a line that")[1].split("\n\n")[0]
    named = re.findall(r"\| `([\w/]+?)(?:\.py|/)` \|$", table, flags=re.MULTILINE)
    layers = [layer.replace(".", "/") for layer in LAYERS if layer != "dashboard.main"]
    assert named == [*layers, "etl", "data/reference"]


def test_every_subject_is_asked_said_and_shown_in_modules_of_its_name() -> None:
    subjects = re.findall(r"`(\w+)`", text(CONTRIBUTING).split("A subject (")[1].split(")")[0])
    assert len(subjects) > 5
    for layer in ("query", "text", "views"):
        there = {file.stem for file in (ROOT / "dashboard" / layer).glob("*.py")}
        assert set(subjects) - there == set(), layer


# --- Commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_target_that_is_named_is_there(page: Path) -> None:
    named = {target for line in code(page) for target in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named - set(recipes()) == set()


def test_every_make_target_is_declared_as_one_that_makes_no_file() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", text(ROOT / "Makefile"), flags=re.MULTILINE)
    assert phony and phony[1].split() == list(recipes())


@pytest.mark.parametrize(
    "target", ["run", "test", "test-quick", "build", "boundaries", "screenshots", "ci"]
)
def test_make_runs_the_commands_of_the_readme(target: str) -> None:
    written = " ".join(code(README))
    assert [command for command in recipes()[target] if command not in written] == []


def test_ci_checks_style_and_types_as_make_lint_does() -> None:
    run = text(ROOT / ".ci/run").splitlines()
    assert recipes()["lint"] != []
    assert [command for command in recipes()["lint"] if command not in run] == []


def test_the_benchmarks_that_make_runs_are_there() -> None:
    scripts = [command.split()[1] for command in recipes()["bench"]]
    assert scripts and all((ROOT / script).is_file() for script in scripts)


def test_the_workflow_runs_the_script_and_nothing_else() -> None:
    jobs = loaded(".github/workflows/test.yml")["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_workflow_runs_the_oldest_python_that_is_promised() -> None:
    promised = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["requires-python"]
    for job in loaded(".github/workflows/test.yml")["jobs"].values():
        assert job["container"]["image"].startswith(f"python:{promised.removeprefix('>=')}-")


def test_hooks_run_the_projects_own_tools_and_download_nothing() -> None:
    repositories = loaded(".pre-commit-config.yaml")["repos"]
    assert [each["repo"] for each in repositories] == ["local"]
    hooks = repositories[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    checked = {" ".join(command.split()[:2]) for command in recipes()["lint"]}
    assert {" ".join(hook["entry"].split()[:2]) for hook in hooks} == checked
    whole = {hook["entry"] for hook in hooks if not hook.get("pass_filenames", True)}
    assert whole and whole <= set(recipes()["lint"])
    assert all(hook["id"] and hook["name"] for hook in hooks)


# --- Forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS, ids=name)
def test_a_form_says_what_it_is_for_and_asks_for_something(form: Path) -> None:
    asked = yaml.safe_load(text(form))
    assert set(asked) <= {"name", "description", "title", "labels", "body"}
    assert asked["name"] and asked["description"]
    assert any(field["type"] in FIELDS for field in asked["body"])


@pytest.mark.parametrize("form", FORMS, ids=name)
def test_each_field_of_a_form_has_a_label_and_an_id_of_its_own(form: Path) -> None:
    fields = [each for each in yaml.safe_load(text(form))["body"] if each["type"] != "markdown"]
    assert {field["type"] for field in fields} <= FIELDS
    assert all(field["attributes"]["label"] for field in fields)
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids))
    choices = [field for field in fields if field["type"] in {"dropdown", "checkboxes"}]
    assert all(field["attributes"]["options"] for field in choices)


def test_there_is_a_form_for_data_for_bugs_and_for_ideas_each_with_its_own_name() -> None:
    assert [form.stem for form in FORMS] == ["bug", "data_error", "idea"]
    assert len({yaml.safe_load(text(form))["name"] for form in FORMS}) == len(FORMS)


def test_whoever_has_a_question_about_the_study_is_led_to_its_publisher() -> None:
    config = loaded(".github/ISSUE_TEMPLATE/config.yml")
    assert config["blank_issues_enabled"] is True
    sources = text(ROOT / "data/sources.toml")
    for link in config["contact_links"]:
        assert link["name"] and link["about"]
        assert f'landing_page = "{link["url"]}"' in sources


# --- Decisions and changes ------------------------------------------------------------------------


def test_the_index_lists_every_decision_in_order() -> None:
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\)", text(ROOT / "docs/decisions/README.md"), re.M
    )
    assert [file for _, file in listed] == [file.name for file in DECISIONS]
    assert [number for number, _ in listed] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_is_short_and_says_what_was_measured(decision: Path) -> None:
    said = text(decision)
    assert said.startswith(f"# {decision.name[:4]} ")
    assert re.findall(r"^## (.+)$", said, flags=re.MULTILINE) == HEADINGS
    assert 15 <= len(said.splitlines()) <= 40


def test_the_changelog_goes_back_from_what_is_unreleased_to_the_version_of_the_project() -> None:
    headings = re.findall(r"^## (.+)$", text(ROOT / "CHANGELOG.md"), flags=re.MULTILINE)
    versions = [heading.split(" - ")[0] for heading in headings if heading != "Unreleased"]
    numbers = [tuple(map(int, version.split("."))) for version in versions]
    assert all(newer > older for newer, older in pairwise(numbers))
    assert versions[0] == tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
