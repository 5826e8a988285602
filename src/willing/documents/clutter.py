"""Which lines of a saved page are not the article's? The phrases that pages are dressed in.

Each rule is a reason and the shape of a whole line, so that a sentence *about* newsletters,
comments or cookies is never taken for one. A line that is longer than any notice is not looked at.
"""

from __future__ import annotations

import re

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?"
_CLOCK = r"(?:\W*(?:at|on|,|\||-)?\W*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?)?"
_DATE = (
    rf"(?:{_DAYS},?\s+)?(?:{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTHS},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|\d{{4}}/\d{{2}}/\d{{2}})"
)
_AGO = r"(?:(?:about |over )?(?:\d{1,3}|an?|one|two|three|last|yesterday)\s*(?:second|sec|minute|min|hour|hr|day|week|month|year|yr|[smhdwy])s?\s+ago)"
_NETWORK = (
    r"(?:facebook|twitter|x|whats\s?app|telegram|linked\s?in|pinterest|reddit|instagram|you\s?tube|tiktok|flipboard"
    r"|tumblr|viber|bluesky|threads|mastodon|messenger|google news|rss|e-?mail|mail|print|copy(?: link| url)?|link)"
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|del|van|von|der|den|bin|al|el|da|di|la|le)"

# reason, pattern that the whole line must match. Case does not count unless (?-i:...) says so.
_RULES: tuple[tuple[str, str], ...] = (
    ("date", rf"{_DAYS}"),
    ("date", rf"{_DATE}{_CLOCK}"),
    (
        "date",
        rf"(?:(?:first |last )?(?:published|posted|updated|modified|released|issued|date)(?: on| at|:)*\W*)+"
        rf"(?:{_DATE}{_CLOCK}|{_AGO})(?:\W.{{0,60}})?",
    ),
    ("date", r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}"),
    ("widget", r"(?:as )?(?:featured|seen|published) in\W*"),
    (
        "widget",
        r"(?:share|tweet|like|save|print|listen|bookmark|download|gift|copied!?|follow|more)(?: (?:this|on|via|with|to|the|article|story"
        rf"|post|page|link|it|us|now|friends|{_NETWORK}))*\W*",
    ),
    ("widget", rf"(?:share (?:on|via|to) )?{_NETWORK}(?:[\s,|/·•]+(?:and )?{_NETWORK})*"),
    ("widget", r"(?:follow|find|like|join|contact|watch|visit) us\b(?: (?:on|at|in|via|here)\b.{0,80}|\W*:.{0,80}|\W*)"),
    ("widget", r"(?:font|text) size\b.{0,20}|(?:[aА][-+]?\s*){2,4}"),
    ("widget", r"\|?\s*(?:printable|print|printer[- ]friendly|pdf|mobile|desktop|audio) (?:version|page|edition)"),
    ("widget", r"\d+(?:[.,]\d+)?[km]?\s+(?:views?|shares?|likes?|reads?|votes?|retweets?)|\d+\s+\d+\s+votes?|(?:article|post) rating"),
    ("widget", r"(?:reading time\W*)?\d{1,3}\s*[- ]?min(?:ute)?s?(?: read(?:ing)?| of reading)?"),
    ("widget", r"(?:skip to|back to|return to|go to|jump to) .{1,40}|(?:show|read|view|see|load|learn) (?:more|less|all)(?: .{0,30})?\W*"),
    ("widget", r"(?:menu|search|home|close|next|previous|prev|login|log in|sign in|sign up|register|my account|subscribe(?: now)?|donate)\W*"),
    ("widget", r"advertise?ment\W*|sponsored(?: content)?\W*|ad\W*|story continues below.{0,40}|article continues after.{0,40}"),
    ("date", r"this (?:article|story|page) is (?:more than |over )\w+ (?:day|week|month|year)s? old\W*"),
    ("caption", r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|in this (?:story|article))\s*:.{0,200}"),
    ("caption", r"(?:photo|image|picture|video|illustration|graphic|map|caption)s?(?: credits?| caption| source)?\s*(?:by|:|©|/|\|).{0,240}"),
    ("caption", r"[\[(](?:photo|image|picture|video|file)\b.{0,200}[\])]"),
    ("caption", r"(?:file|handout|stock) (?:photo|image|picture)\b.{0,120}|(?:getty images|shutterstock|reuters|afp|ap photo)(?:\W.{0,60})?"),
    ("credit", rf"by:?\s+(?-i:{_NAME}(?:\s+{_NAME}){{1,4}}(?:(?:,| and| &|\s\|)\s*{_NAME}(?:\s+{_NAME}){{0,5}}){{0,4}})(?:\s*[|·•–-].{{0,60}})?"),
    ("credit", r"(?:credits?|source|via|text|author|editor|reporting|additional reporting|edited|written|translated)(?: by)?\s*:.{0,120}"),
    ("credit", r"(?:written|reported|edited|reviewed|translated|compiled) by .{2,100}"),
    ("credit", r"(?:original|source) (?:article|story|text)?\s*(?:link|url)?\s*:\s*\S+.{0,20}|(?:originally|first) (?:published|appeared) (?:on|in|at|by)\b.{0,120}"),
    ("credit", r"the post .{1,200} (?:appeared first|first appeared) on .{1,80}"),
    ("link", r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+"),
    ("related", r"(?:\W*(?:read|see|watch)\s+(?:also|more|next|related)|also (?:read|see)|related(?: (?:story|article|news|post))?|more on this|don['’]t miss|in case you missed it|editor['’]s picks?)\s*(?::|\||»|>|–|—)\s*.{0,200}"),
    ("notice", r".{0,300}\b(?:ads?[- ]?block(?:er|ers|ing)?|block(?:ing)? (?:our |the )?ads)\b.{0,300}"),
    ("notice", r".{0,300}\b(?:(?:use|uses|using|accept|allow|manage|reject|enable) (?:all |essential |of )?cookies|cookies? (?:policy|settings|notice|preferences|consent))\b.{0,400}"),
    ("notice", r"(?:please )?(?:sign up|subscribe|register|log in|join|get)\b.{0,60}\b(?:newsletters?|inbox|mailing list|our (?:channel|telegram|whatsapp|app)|to (?:continue|keep|read)|briefing|for free|unlimited|your email|alerts)\b.{0,160}"),
    ("notice", r".{0,100}\b(?:already a subscriber|to continue reading|free articles? (?:left|remaining)|subscribers? only|for subscribers|your (?:free )?trial|support (?:our|independent|quality) journalism|your email address|unsubscribe)\b.{0,300}"),
    ("notice", r".{0,160}\b(?:(?:enable|activate|turn on) java\s?script|java\s?script (?:is|to be|must be) (?:disabled|not enabled|enabled|required))\b.{0,160}"),
    ("notice", r"(?:\W*copyright\b.{0,10}|©|\(c\)).{0,200}|.{0,160}\ball rights reserved\b.{0,160}"),
    ("notice", r"(?:(?:terms|conditions)(?: (?:of (?:use|service)|and conditions))?|privacy(?: policy)?|contact(?: us)?|about us|advertise with us|imprint|disclaimer|accessibility|site ?map|careers|faq|help)(?:\s*[|·•,]\s*.{0,160})?"),
    ("notice", r"powered by\b.{0,60}|.{0,40}\bpowered by code help\b.{0,40}|best wordpress .{0,80}"),
    ("notice", r"this (?:site|page|form) is protected by .{1,160}|.{0,80}\bnot a robot\b.{0,80}"),
    ("notice", r"please (?:support us|disable|whitelist|enable|wait|try again|refresh)\b.{0,200}"),
    ("script", r"(?-i:(?:var|let|const)\s+[\w$]+\s*=.{0,400}|[\w$.]+\s*=\s*(?:[\[{(\"'].{0,400}|\w+\(.{0,400}|(?:true|false|null|\d+)\s*);)"),
    ("script", r"(?-i:(?:if|for|while|switch|try|catch)\s*\(.{0,400}[{};].{0,400}|\}?\s*(?:else\s*)?[{}]\s*[;)]*|(?:async )?function\b.{0,60}\(.{0,400})"),
    ("script", r"(?-i:.{0,200}\b(?:document|window|console|jQuery|googletag|dataLayer|_gaq|fbq|gtag)(?:\.\w+|\().{0,400}[;){}])"),
    ("script", r"(?-i:[.#@]?[\w-]+(?:[ ,>.#][\w-]+){0,6}\s*\{.{0,400}:.{0,400}\}?|<!--.{0,400}-->|<!\[CDATA\[.{0,400}|//\s*\]\]>)"),
)  # fmt: skip

_COMPILED = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for reason, pattern in _RULES
)

_COMMENTS = re.compile(
    r"(?:\d+\s+)?(?:reader |user |facebook )?comments?(?:\s*\(?\d*\)?)?(?: section| are closed.?| policy)?:?"
    r"|\d+ (?:responses?|repl(?:y|ies)|thoughts? on .*)"
    r"|(?:leave|post|write|add|submit)(?: an?| your)?(?: public)? (?:comment|reply|response)\W*(?:cancel reply)?"
    r"|join the (?:conversation|discussion)\W*|what do you think\?|(?:view|show|see|load) (?:all )?(?:\d+ )?comments\W*",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:related|latest|recent|popular|trending|top|more|other|similar|recommended|featured|most(?: read| viewed| popular| shared)?)"
    r"\s+(?:articles?|stor(?:y|ies)|posts?|news|reads?|reading|coverage|content|headlines|topics|videos?|stories now)(?: from .{1,40}| in .{1,40})?:?"
    r"|(?:most (?:read|popular|viewed|shared|commented)|trending(?: now)?|recommended(?: for you| reading)?|read (?:also|next|more)|also (?:read|on .{1,30})|see also|up next"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|more (?:from|on|in|like)(?: .{1,40})?|related|popular(?: now)?|don['’]t miss|in case you missed it"
    r"|(?:editor['’]?s['’]?|our) picks|keep reading|what to read next|from around the web|around the web|promoted(?: stories| content)?|sponsored(?: stories| links)?|find us on|follow us(?: on)?"
    r"|about the authors?|latest(?: updates)?|hot topics|must[- ]reads?)\W*",
    re.IGNORECASE,
)
_COMMENT_SIGN = re.compile(
    rf"{_AGO}|repl(?:y|ies)(?: to .{{1,40}})?|report(?: abuse| comment)?|up ?vote|down ?vote|like \d*|guest|notify of|(?:sort by:?\s*)?(?:oldest|newest|best|top|most voted)(?: .{{0,24}})?"
    r"|inline feedbacks|view all comments|post comment|name\s*\*|e-?mail\s*\*|website|save my name.{0,120}|your email address.{0,120}|required fields are marked.{0,10}",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"(?<=[.!?”\"’')\]…])\s+((?:(?:photo |image |picture )?credits?|photo(?:graph)?|image|picture|follow us|original article link|read (?:also|more)|share this(?: article)?)"
    r"(?: by| on)?\s*:\s*[^.!?\n]{2,90}(?:https?://\S+)?)$",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"\b(?:photo(?:graph)?s?|images?|pictures?|pic)\s*(?:by|:|©|credit)|\bgetty images\b|\bAP Photo\b|\b(?:AFP|Reuters|EPA|AP|PA)\s*[/|]|[/|©(]\s*(?:AFP|Reuters|EPA|AP|PA|TASS|ANSA)\b\)?\.?$"
    r"|\bfile photo\b|\bcredits?\s*:",
    re.IGNORECASE,
)

_NOTICE_CHARACTERS = 700
_TAIL_CHARACTERS = 200
_CAPTION_WORDS = 45


def line_reason(text: str) -> str | None:
    """Why a line is clutter by its own words ("date", "widget", "caption", ...), or None."""
    if len(text) > _NOTICE_CHARACTERS:
        return None
    for reason, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return reason
    return None


def opens_comments(text: str) -> bool:
    """Whether the line is the head of a comment section: "1 Comment", "Leave a reply"."""
    return len(text) < 80 and _COMMENTS.fullmatch(text) is not None


def opens_related(text: str) -> bool:
    """Whether the line is the head of a list of other stories or of a page's foot."""
    return len(text) < 80 and _RELATED.fullmatch(text) is not None


def is_comment_sign(text: str) -> bool:
    """Whether the line is furniture that only comment sections have: "29 days ago", "Reply"."""
    return len(text) < 200 and _COMMENT_SIGN.fullmatch(text) is not None


def clutter_tail(text: str) -> int | None:
    """Where a credit or a "Follow us: ..." glued to the end of a paragraph begins, or None."""
    offset = max(0, len(text) - _TAIL_CHARACTERS)
    tail = _TAIL.search(text[offset:])
    return offset + tail.start(1) if tail else None


def is_photo_caption(text: str) -> bool:
    """Whether a short block names its photographer or agency: a caption, however well phrased."""
    return (
        len(text) <= _NOTICE_CHARACTERS
        and len(text.split()) <= _CAPTION_WORDS
        and _PHOTO.search(text[-80:]) is not None
    )
