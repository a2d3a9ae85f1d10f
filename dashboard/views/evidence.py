"""The ways from categories to their evidence, and what Research evidence is composed of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.drawing import evidence as drawing
from dashboard.drawing.tables import Head, Link
from dashboard.drawing.templating import render
from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence as query
from dashboard.query.database import cached
from dashboard.query.evidence import Caseload, CategoryEvidence, Counts, Influence
from dashboard.query.metadata import vocabulary
from dashboard.text import evidence as text
from dashboard.views import components, controls
from dashboard.views.components import draw
from dashboard.views.pieces import listing
from dashboard.vocabulary import lower_first

# --- From a category to the findings that bear on it, wherever the category is named ------------


@cached(most=1)
def evidence_links() -> dict[str, Link]:
    """For each category, how many findings bear on it, leading to them; in words when none."""
    return {each.category_id: drawing.evidence_link(each) for each in query.category_evidence()}


def evidence_heads() -> dict[str, Head]:
    """For each category, the head of a row that leads to the evidence on it."""
    labels = vocabulary().category
    return {
        category: Head(labels[category], link._replace(lead="Evidence:"))
        for category, link in evidence_links().items()
    }


@cached(most=1)
def evidence_line() -> Markup:
    """One line with the way to the evidence on each category."""
    labels = vocabulary().category
    ways = [(lower_first(labels[category]), link) for category, link in evidence_links().items()]
    return render("evidence_line.html", ways=ways)


def names_with_evidence(labels: Mapping[str, str]) -> list[Link]:
    """Categories by name, each name leading to the evidence on it where there is any."""
    links = evidence_links()
    return [links[category]._replace(words=label) for category, label in labels.items()]


# --- Research evidence ---------------------------------------------------------------------------


def draw_filters(counts: Counts) -> None:
    """The filters of the evidence in the sidebar, how many findings they find, a way to clear."""
    with st.sidebar:
        draw("group.html", words="Filters")
        draw("found.html", words=text.found_of(counts))
        st.button(
            "Clear all", key="clear_evidence", on_click=controls.show, args=(EvidenceParameters(),)
        )
        controls.search(EvidenceParameters, "text")
        for name in ("source", "kind", "level", "category", "nation", "year"):
            controls.several(EvidenceParameters, name)
        controls.radio(EvidenceParameters, "participants")


def findings_list(asked: EvidenceParameters, counts: Counts) -> None:
    """The findings, or that there are none; what is folded away."""
    findings = query.findings_shown(asked)
    if not findings and not counts.folded:
        title = text.nothing_found(asked, vocabulary())
        draw("section.html", title=title, subtitle="", html="")
        draw("paragraph.html", words="Remove a filter above, or clear all filters.")
        return
    if findings:
        listing(drawing.findings_list(findings, vocabulary().category), key="findings")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if counts.folded:
            unfolded = replace(asked, participants="shown")
            st.button("Show them", key="unfold", on_click=controls.show, args=(unfolded,))
            draw("note.html", words=text.folded(counts))


def barriers_and_facilitators(influences: Sequence[Influence]) -> None:
    """The grid of what gets in the way and what helps, under a title that says what it shows."""
    draw("section.html", title=text.grid_title(influences), subtitle=text.GRID, html="")
    if influences:
        st.html(str(drawing.barriers_grid(influences)))


def caseload_chart(caseloads: Sequence[Caseload]) -> None:
    """The caseload figures on one scale, and what cannot be read from them."""
    subtitle = text.caseload_subtitle(caseloads)
    components.chart_with_table(
        drawing.caseload_ranges(caseloads),
        text.caseload_title(caseloads),
        subtitle,
        text.caseload_alt(caseloads),
        components.same_numbers(drawing.caseload_rows(caseloads), drawing.CASELOADS, subtitle),
        key="caseloads",
    )
    components.notes(text.caseload_caution(caseloads))


def category_table(evidence: Sequence[CategoryEvidence]) -> None:
    """How much evidence there is on each kind of support, leading to it."""
    rows = drawing.category_rows(evidence, evidence_links())
    components.titled_table(text.category_title(evidence), rows, drawing.CATEGORIES)


def documents_table(documents: pd.DataFrame) -> None:
    """The documents, with what each is. Needs the columns of `query.evidence.documents`."""
    rows = drawing.document_rows(documents)
    components.titled_table("The documents", rows, drawing.DOCUMENTS)


# --- Authority profile ---------------------------------------------------------------------------


def deep_dive(entry_id: str) -> None:
    """What the report says of an authority that it studied in depth, beside what its table says.

    Draws nothing for the entries that were not studied in depth.
    """
    if rows := query.deep_dive(entry_id):
        name = vocabulary().entry[entry_id]
        draw(
            "deep_dive.html",
            caption=text.deep_dive_caption(name),
            finding=text.deep_dive(name, rows),
            rows=rows,
            heads=evidence_heads(),
            services=query.shared_services(),
        )
