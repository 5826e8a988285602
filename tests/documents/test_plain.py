"""Plain text: what is a title, a heading, a list, a caption, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from willing.documents.article import Article
from willing.documents.read import read_text
from willing.errors import DocumentError

from .check import assert_sound, prose, reasons

LEAD = (
    "Norway will lead a naval patrol in the northern sea, its defence minister said on Monday, "
    "adding that five countries had agreed to take part in it this year."
)
MORE = (
    "The plan had been under discussion since the winter, when two cables were cut within days "
    "of each other by ships that nobody could name."
)


def page(*lines: str, title: str = "") -> Article:
    article = read_text("\n\n".join(lines), doc="d", title=title)
    assert_sound(article)
    return article


def headings(article: Article) -> list[str | None]:
    return list(dict.fromkeys(p.heading for p in article.paragraphs))


def test_title_is_the_first_long_label() -> None:
    article = page("The Gazette", "12 May 2025", "Norway Leads A New Patrol Of The Sea", LEAD)
    assert article.title == "Norway Leads A New Patrol Of The Sea"
    assert prose(article) == LEAD


def test_prose_alone_has_no_title() -> None:
    article = page("Spain will not join the patrol. Italy may.")
    assert article.title == ""
    assert "No title was found." in article.notes


def test_repeated_title_is_no_heading() -> None:
    article = page("Norway leads a patrol", LEAD, title="Norway leads a patrol | The Gazette")
    assert article.title == "Norway leads a patrol"
    assert headings(article) == [None]


@pytest.mark.parametrize(
    "line",
    ["Who's In?", "Why Not The Treaty?", "The Last Bit. Will Spain Accept It?", "What Comes Next"],
)
def test_headings(line: str) -> None:
    article = page("Norway Leads A New Patrol Of The Sea", LEAD, line, MORE)
    assert headings(article) == [None, line]


def test_single_lines_are_paragraphs() -> None:
    text = (
        "Most say they support it.\nFrance\nParis sends a frigate.\nBritain\nLondon says nothing."
    )
    article = read_text(text, doc="d", title="Who supports the patrol")
    assert [(p.heading, p.text) for p in article.paragraphs] == [
        (None, "Most say they support it."),
        ("France", "Paris sends a frigate."),
        ("Britain", "London says nothing."),
    ]


def test_a_list_keeps_its_introduction_and_heading() -> None:
    article = page(
        "Norway Leads A New Patrol Of The Sea",
        LEAD,
        "Who Is In?",
        "Other likely members are –",
        "Denmark: It has a frigate to spare.",
        "Belgium\nPoland\nLatvia",
        "Further states may join later.",
    )
    inside = [p.text for p in article.paragraphs if p.heading == "Who Is In?"]
    assert inside == [
        "Other likely members are –",
        "Denmark: It has a frigate to spare.",
        "Belgium",
        "Poland",
        "Latvia",
        "Further states may join later.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Norway – willing, with ships", "Sweden – undecided", "Burkina Faso – not asked"),
        ("State | Answer | Ships", "Norway | yes | two frigates", "Sweden | no | –"),
    ],
)
def test_lists_with_dashes_and_tables_are_kept(lines: tuple[str, ...]) -> None:
    article = page("Norway Leads A New Patrol Of The Sea", LEAD, *lines)
    assert [p.text for p in article.paragraphs] == [LEAD, *lines]


@pytest.mark.parametrize(
    "lines",
    [
        ("Home | News | Sport",),
        ("Home | News | Sport", "World | Europe | Asia | Africa", "About | Press | Jobs"),
    ],
)
def test_menus_are_no_tables(lines: tuple[str, ...]) -> None:
    article = page("Norway Leads A New Patrol Of The Sea", LEAD, *lines)
    assert [p.text for p in article.paragraphs] == [LEAD]


def test_bullets_are_left_outside_the_paragraph() -> None:
    article = page(LEAD, "- Spain: no answer.\n* Italy: no ships.\n3. Malta is out.")
    assert [p.text for p in article.paragraphs[1:]] == [
        "Spain: no answer.",
        "Italy: no ships.",
        "Malta is out.",
    ]


def test_lines_of_a_letter_are_joined() -> None:
    wrapped = (
        "Norway will lead a naval patrol in the northern sea, its minister said on\n"
        "Monday, adding that five countries had agreed to take part in it this year.\n"
        "The plan is from the winter."
    )
    article = page(wrapped)
    assert [p.text for p in article.paragraphs] == [wrapped]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Featured in:", "widget"),
        ("Share on Facebook", "widget"),
        ("Font Size - Aa +", "widget"),
        ("|Printable version", "widget"),
        ("5 min read", "widget"),
        ("By Ana Roe", "credit"),
        ("By: Ana Roe, Research Analyst", "credit"),
        ("Credit: Navy Press", "credit"),
        ("Original article link: https://navy.example/a-story", "credit"),
        ("Reporting by Ana Roe; editing by Bo Lund", "credit"),
        ("Photo: Navy", "caption"),
        ("A frigate leaves Bergen on Monday. [File: Ole Lund/Reuters]", "caption"),
        ("Tags: patrol, sea", "caption"),
        ("https://navy.example/a-story", "link"),
        ("Read also: What a frigate costs", "related"),
        ("Page 5: Peru says no to a copper tax", "related"),
        ("Next article: Vietnam refuses entry to a singer", "related"),
        ("Sponsored: Croatia, full of life", "related"),
        ("Sport: Guinea refuse to play in the rain", "related"),
        ("Comment by Kwame, Ghana: send them all!", "comment"),
        ("Reader's letter: Portugal, give yours too!", "comment"),
        ("We noticed you're blocking ads.", "notice"),
        ("Please enable JavaScript to read this page.", "notice"),
        ("We use cookies to make this site better.", "notice"),
        ("Sign up for our newsletter and never miss a story.", "notice"),
        ("© 2025 The Gazette", "notice"),
        ("This article is more than 1 year old", "date"),
        ("Published on 12 May 2025, 10:04", "date"),
        ("track_page = [];", "script"),
        ("if ( document.referrer.length < 1 ) { track.page = 1; }", "script"),
    ],
)
def test_clutter_lines(line: str, reason: str) -> None:
    article = page("Norway Leads A New Patrol Of The Sea", LEAD, line, MORE)
    assert reasons(article) == {line: reason}
    assert prose(article) == f"{LEAD}\n{MORE}"


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said that he would not comment on the related articles of the treaty.",
        "By Monday night Spain had not answered.",
        "Share the burden, or carry it alone, the admiral told them.",
        "Printing money for the patrol is out of the question, said Berlin.",
        "Follow us or stay behind: that was the message from Oslo.",
        "The latest news from Rome is that Italy hesitates.",
        "Reply came there none from Lisbon.",
        "“We are open to everybody,” she said.",
        "But is Spain happy about it? That is unlikely.",
        "In three days the ministers will meet again, 29 days after the first call.",
        "Next: Spain will be asked on Friday, then Italy and Malta.",
        "Page 5 of the treaty names Norway and Spain as its guardians.",
        "Page 12: the annex lists Peru and Chile as guardians of the sea.",
        "“Listen: we will not send a ship,” Peru's defence minister said.",
        "In other news: Spain said on Monday that it will send two ships.",
        "Our partners – Peru and Chile – have said yes.",
        "Watch – the one country that may say no – is Peru.",
        "Comment by the Spanish foreign ministry on the patrol: we will not take part.",
        "Comment from the ministry was not available, but Peru will join.",
        "Comment from Ottawa: Canada will not send police to the force.",
        "Comment by Foreign Secretary David Lammy: we will lead it.",
        "Promoted: General Otieno, who will command the patrol. He is from Kenya.",
        "Weather: storms kept the frigate from Peru in port, so that it will not join.",
        "Support for the patrol is broad; the privacy policy of the data hub is not yet written.",
        "He added: “We will see...”",
    ],
)
def test_prose_about_such_things_stays(sentence: str) -> None:
    article = page("Norway Leads A New Patrol Of The Sea", LEAD, sentence, MORE)
    assert prose(article) == f"{LEAD}\n{sentence}\n{MORE}"


def test_a_credit_is_cut_off_the_end_of_a_paragraph() -> None:
    article = page(f"{LEAD} {MORE} Credit: The Morning Paper", title="A patrol")
    assert prose(article) == f"{LEAD} {MORE}"
    assert reasons(article) == {"Credit: The Morning Paper": "credit"}


@pytest.mark.parametrize("tail", ["RELATED: Why Nigeria said yes", "© 2025 The Gazette, Oslo."])
def test_other_clutter_is_cut_off_too(tail: str) -> None:
    assert prose(page(f"{LEAD} {MORE} {tail}", title="A patrol")) == f"{LEAD} {MORE}"


@pytest.mark.parametrize(
    "tail",
    [
        "© 2025 is the year. Spain will not take part in it.",
        "Next: Peru will decide on Friday",
        "Related: Peru said it will not join",
    ],
)
def test_prose_is_not_cut_off(tail: str) -> None:
    assert prose(page(f"{LEAD} {MORE} {tail}", title="A patrol")) == f"{LEAD} {MORE} {tail}"


def test_tag_line_is_a_caption_but_a_list_of_names_may_head_prose() -> None:
    tags = page("Norway Leads A New Patrol", LEAD, "northern patrol, Ole Lund", "What Next", MORE)
    assert reasons(tags) == {"northern patrol, Ole Lund": "caption"}
    head = page("Norway Leads A New Patrol", LEAD, "Spain, Italy and Malta", MORE)
    assert headings(head) == [None, "Spain, Italy and Malta"]


def test_comments_end_the_article() -> None:
    article = page(
        LEAD,
        MORE,
        "2 Comments",
        "Bo\n3 days ago",
        "Sweden must join at once, I say. It has the ships and it has the money for them too.",
        "Reply",
        "Nobody will ever listen to this, but Finland should lead it. It always does in the end.",
    )
    assert prose(article) == f"{LEAD}\n{MORE}"
    assert reasons(article) == {"2 Comments": "comment"}


def test_comments_end_a_short_article_too() -> None:
    article = page(
        LEAD, "Comments (2)", "Bo, Sweden: join at once!", "Kwame, Ghana: send them all!"
    )
    assert prose(article) == LEAD


@pytest.mark.parametrize("button", ["Leave a reply", "Comments", "Comments (0)", "2 responses"])
def test_a_button_in_a_short_article_ends_nothing(button: str) -> None:
    more = ("Spain: “We will not take part.”", "Italy: “We will send two ships.”")
    assert prose(page(LEAD, button, *more)) == "\n".join((LEAD, *more))


def test_a_button_for_comments_above_the_text_ends_nothing() -> None:
    article = page("Norway Leads A New Patrol", "0 Comments", LEAD, "Comments", MORE, MORE)
    assert prose(article) == f"{LEAD}\n{MORE}\n{MORE}"


def test_the_article_goes_on_after_a_box_of_links() -> None:
    article = page(
        "Norway Leads A New Patrol Of The Sea",
        LEAD,
        "Related articles",
        "What we know about the cuts",
        "Why navies worry about tankers",
        MORE,
        "Spain is out.",
    )
    assert prose(article) == f"{LEAD}\n{MORE}\nSpain is out."


def test_teasers_at_the_foot_are_dropped_without_any_marker() -> None:
    article = page(
        LEAD,
        MORE,
        "Sweden Orders Four New Boats After Long...",
        "The order is the largest that the yard has had and it comes when...",
        "Poland And The Price Of Gas",
        "Why a mild winter has made nothing cheaper for households in the...",
    )
    assert prose(article) == f"{LEAD}\n{MORE}"
    assert {d.reason for d in article.dropped} == {"teaser"}


def test_a_text_that_breaks_off_says_so() -> None:
    article = page(LEAD, "The ministers will meet again in June and then they will decide on...")
    assert article.notes[-1].startswith("The text breaks off")


def test_signatures_above_a_date_are_no_headings() -> None:
    article = page("Norway leads a new patrol of the sea", "Jo Hen in Paris", "12 May 2025", LEAD)
    assert headings(article) == [None]
    assert reasons(article)["Jo Hen in Paris"] == "header"


def test_clutter_alone_is_an_error_that_says_so() -> None:
    with pytest.raises(DocumentError, match="no prose was found"):
        read_text("Home\nShare\n1 Comment\n© 2025 The Gazette", doc="d", source="page.txt")


def test_a_line_of_menu_entries_is_no_title() -> None:
    top = "The Courier\nHome | World | Europe | Money\n\nA Patrol For The Strait Of Hormuz Begins"
    assert read_text(f"{top}\n\nIt began. Six ships sailed.", doc="t").title.startswith("A Patrol")


@pytest.mark.parametrize("line", ["Brussels, 10 October 2025", "*10 October 2025*"])
def test_a_date_with_its_place_or_emphasised_is_a_byline(line: str) -> None:
    text = f"A Headline About The New Sanctions\n\n{line}\n\nThe ministers met and agreed on them."
    assert read_text(text, doc="t").date == date(2025, 10, 10)
