"""The words that pages are dressed in: shapes of lines that are not the article's.

`WHOLE` holds, by reason, shapes that a line must match from end to end, so that a sentence *about*
newsletters, comments or cookies is never taken for one. `WITHIN` holds phrases that no news prose
has: (reason, a plain key that is looked for first, the phrase). Case counts only in `SCRIPT`.
"""

from __future__ import annotations

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4}\b)?)"
_DATE = (
    rf"(?:(?:{_WEEKDAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}/\d{2}/\d{2}))"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|last)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|[smhdwy])"
_AGO = rf"(?:(?:about |over )?{_COUNT}\s*{_UNIT}\s+ago)"
_NETWORK = (
    r"(?:facebook|twitter|x|whats\s?app|telegram|linked\s?in|pinterest|reddit|instagram|rss"
    r"|you\s?tube|tiktok|flipboard|tumblr|viber|bluesky|threads|mastodon|messenger|google news"
    r"|e-?mail|mail|print|copy(?: link| url)?|link)"
)
_SHARE = (
    r"(?:share|tweet|like|save|listen|bookmark|download|gift|copied|follow|more|comments?"
    r"|(?:as )?(?:featured|seen|published) in|on|via|with|to"
    rf"|(?:this|the|article|story|post|page|link|it|us|now|friends)|{_NETWORK})"
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|del|van|von|der|den|bin|al|el|da|di|la|le)"
_NAMES = rf"(?-i:{_NAME}(?:\s+{_NAME}){{1,4}})"
_PICTURE = r"(?:photo(?:graph)?|image|picture|video|illustration|graphic|map|caption)s?"
_AGENCY = r"(?:getty(?: images)?|shutterstock|reuters|afp|ap photo|epa|unsplash|wikimedia commons)"

WHOLE: dict[str, tuple[str, ...]] = {
    "date": (
        _WEEKDAY,
        rf"{_DATE}(?:\W*(?:at|on)?\W*{_CLOCK})?",
        rf"[^\W\d][\w .'’-]{{1,30}},\s*{_DATE}",  # a place and the date under a headline
        rf"[*_]{{1,2}}{_DATE}[*_]{{1,2}}",
        r"(?:(?:first|last) )?(?:published|posted|updated|modified|released|issued|date)"
        rf"(?: on| at)?\W*(?:{_DATE}|{_AGO})(?:\W.{{0,80}})?",
        r"\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?\s*[a-z]{0,4}",
        r"this (?:article|story|page) is (?:more than |over )\w+ (?:day|week|month|year)s? old\W*",
    ),
    "widget": (
        r"[^|·•.]{1,40}(?:\s[|·•]\s[^|·•.]{1,40}){2,}",  # a line of menu entries
        rf"{_SHARE}(?:[\s,|/·•:]+(?:and |or )?{_SHARE})*\W*",
        r"(?:follow|find|like|join|contact|watch|visit) us"
        r"(?: (?:on|at|in|via|here)\b.{0,80}|\W*:.{0,80}|\W*)",
        r"(?:font|text) size\b.{0,20}|(?:a[-+]?\s*){2,4}",
        r"\W*(?:printable|printer[- ]friendly|print|pdf|mobile|desktop|audio)"
        r" (?:version|page|edition)",
        r"\d+(?:[.,]\d+)?[km]?\s+(?:views?|shares?|likes?|reads?|votes?|retweets?)",
        r"\d+\s+\d+\s+votes?|(?:article|post) rating",
        r"(?:reading time\W*)?\d{1,3}\s*[- ]?min(?:ute)?s?(?: read(?:ing)?| of reading)?",
        r"(?:skip|back|return|go|jump) to .{1,40}",
        r"(?:show|read|view|see|load|learn) (?:more|less|all)(?: .{0,30})?\W*",
        r"(?:menu|search|home|close|next|previous|prev|log ?in|sign in|sign up|register"
        r"|my account|subscribe(?: now)?|donate)\W*",
        r"advertise?ment\W*|sponsored(?: content)?\W*|ad\W*",
        r"(?:story|article) continues (?:below|after).{0,40}|after newsletter promotion",
        r"(?:(?:is|was) this (?:page|article|story)|did you find this) (?:useful|helpful).{0,20}",
        r"(?:yes|no)(?:,? (?:this page is|it was) (?:not )?(?:useful|helpful))?|maybe",
        r"report (?:a problem with|an? (?:error|mistake) (?:in|on)) this .{0,20}",
        r"list \d+ of \d+|list of \d+ items|end of list|contents|on this page",
    ),
    "caption": (
        r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|in this (?:story|article))"
        r"\s*:.{0,200}",
        rf"{_PICTURE}(?: credits?| caption| source)?\s*(?:by|:|©|/|\|).{{0,240}}",
        rf"[\[(](?:{_PICTURE}|file)\b.{{0,200}}[\])]",
        rf"(?:file|handout|stock) {_PICTURE}\b.{{0,120}}",
        rf"{_AGENCY}(?:\s*[/|,]\s*.{{0,60}})?",
    ),
    "credit": (
        rf"by:?\s+{_NAMES}(?:(?:,| and| &|\s\|)\s*(?-i:{_NAME}(?:\s+{_NAME}){{0,5}})){{0,4}}"
        r"(?:\s*[|·•–-].{0,60})?",
        r"(?:credits?|source|via|authors?|editor|(?:additional )?reporting|edited|written"
        r"|translated)(?: by)?\s*:.{0,120}",
        r"(?:written|reported|edited|reviewed|translated|compiled) by .{2,100}",
        r"(?:(?:additional|with) )?(?:reporting|writing|editing) by .{2,160}|our standards:.{0,80}",
        r"(?:from|by|authors?|published|updated|last updated|posted|location|documents?):?",
        r"(?:original|source) (?:article|story|text)\s*(?:link|url)?\s*:\s*\S+.{0,20}",
        r"(?:originally|first) (?:published|appeared) (?:on|in|at|by)\b.{0,120}",
        r"the post .{1,200} (?:appeared first|first appeared) on .{1,80}",
    ),
    "link": (r"(?:https?://|www\.)\S+", r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "related": (
        r"\W*(?:(?:read|see|watch)\s+(?:also|more|next|related)|also (?:read|see)|more on this"
        r"|related(?: (?:story|article|news|post))?|don['’]t miss|in case you missed it"
        r"|editor['’]s picks?)\s*[:|»>–—]\s*.{0,200}",
        r"(?:you (?:may|might) also like|(?:next|previous) (?:article|story|post)|from our partners"
        r"|teaser)\s*[:|]\s*.{0,200}",
        # headlines alone: what ends like a sentence, or quotes, may be one
        r"(?:sponsored|promoted|trending|watch|listen|pages? \d{1,3}|sports?|culture|weather"
        r"|lifestyle|travel|horoscope|quiz|crossword)\s*[:|]\s*[^.!?“”\"…]{0,90}",
    ),
    "comment": (
        r"comment (?:by|from) (?:(?:a )?reader\b.{0,40}"
        r"|(?-i:[A-Z][\w.'’-]+), (?-i:[A-Z])[\w .'’-]{1,30}):\s.{2,300}",
        r"(?:readers?['’]?s?['’]? (?:comments?|letters?)|letters? to the editor)\s*:\s*"
        r".{2,300}",
    ),
    "notice": (
        r"(?:please )?(?:sign up|subscribe|register|log in|join|get)\b.{0,60}\b(?:newsletters?"
        r"|inbox|mailing list|our (?:channel|telegram|whatsapp|app)|to (?:continue|keep|read)"
        r"|for free|unlimited|your e-?mail)\b.{0,160}",
        r"\W*(?:copyright\b.{0,10}|©|\(c\)).{0,200}",
        r"(?:(?:terms|conditions)(?: (?:of (?:use|service)|and conditions))?|privacy(?: policy)?"
        r"|contact(?: us)?|about us|advertise with us|imprint|disclaimer|accessibility|site ?map"
        r"|careers|faq|help)(?:\s*[|·•,]\s*.{0,160})?",
        r"sign up (?:to|for) (?-i:[A-Z]).{1,50}|(?:our )?(?:free )?(?:daily|weekly) newsletters?",
        r"powered by\b.{0,60}|best wordpress .{0,80}",
        r"this (?:site|page|form) is protected by .{1,160}",
        r"please (?:support us|disable|whitelist|enable|wait|try again|refresh)\b.{0,200}",
    ),
}

WITHIN: tuple[tuple[str, str, str], ...] = (
    ("notice", "block", r"\bads?[- ]?block(?:er|ers|ing)?\b|\bads blockers?\b"),
    ("notice", "block", r"\bblock(?:ing)? (?:our |the )?ads\b"),
    ("notice", "powered by", r"\bimage powered by\b"),
    ("notice", "cookie", r"\bcookies? (?:policy|settings|notice|preferences|consent)\b"),
    (
        "notice",
        "cookies",
        r"\b(?:us(?:e|es|ing)|accept|allow|manage|reject|enable)"
        r" (?:all |essential |of |necessary )?cookies\b",
    ),
    ("notice", "subscri", r"\balready a subscriber\b|\bsubscribers only\b|\bunsubscribe\b"),
    ("notice", "reading", r"\bto continue reading\b"),
    ("notice", "free article", r"\bfree articles? (?:left|remaining)\b"),
    ("notice", "free trial", r"\byour free trial\b"),
    ("notice", "journalism", r"\bsupport(?:ing)? (?:our|independent|quality|great) journalism\b"),
    ("notice", "email address", r"\byour email address\b"),
    ("notice", "script", r"\b(?:enable|activate|turn on) java\s?script\b"),
    ("notice", "script", r"\bjava\s?script (?:is|to be|must be) (?:not )?(?:dis|en)abled\b"),
    ("notice", "rights reserved", r"\ball rights reserved\b"),
    ("notice", "newsletters", r"\bnewsletters may contain\b"),
    ("widget", "opens in", r"\bopens? in (?:a )?new (?:tab|window)\b"),
    ("widget", "open in", r"\bopens? in (?:a )?new (?:tab|window)\b"),
    ("notice", "robot", r"\bnot a robot\b"),
)

SCRIPT: tuple[str, ...] = (
    r"(?:var|let|const)\s+[\w$]+\s*=.*",
    r"[\w$.]+\s*=\s*(?:[\[{(\"'].*|\w+\(.*|(?:true|false|null|\d+)\s*);?",
    r"(?:if|for|while|switch|try|catch)\s*\(.*[{};].*",
    r"\}?\s*(?:else\s*)?[{}]\s*[;)]*|(?:async )?function\b.{0,60}\(.*",
    r".{0,200}\b(?:document|window|console|jQuery|googletag|dataLayer|_gaq|fbq|gtag)"
    r"(?:\.\w+|\()[^\n]*[;){}]",
    r"[.#@]?[\w-]+(?:[ ,>.#][\w-]+){0,6}\s*\{[^\n]*:.*|<!--.*-->|<!\[CDATA\[.*|//\s*\]\]>",
)

COMMENTS: tuple[str, ...] = (
    r"(?:\d+\s+)?(?:reader |user |facebook )?comments?(?:\s*\(?\d*\)?)?"
    r"(?: section| are closed.?| policy)?:?",
    r"\d+ (?:responses?|repl(?:y|ies)|thoughts? on .*)",
    r"(?:leave|post|write|add|submit)(?: an?| your)?(?: public)? (?:comment|reply|response)\W*"
    r"(?:cancel reply)?",
    r"join the (?:conversation|discussion)\W*",
    r"(?:view|show|see|load) (?:all )?(?:\d+ )?comments\W*",
)

COMMENT_SIGNS: tuple[str, ...] = (
    _AGO,
    r"repl(?:y|ies)(?: to .{1,40})?|report(?: abuse| comment)?|up ?vote|down ?vote|like \d+",
    r"guest|notify of|inline feedbacks|view all comments|post comment|website",
    r"(?:sort by:?\s*)?(?:oldest|newest|most voted)(?: .{0,24})?",
    r"(?:name|e-?mail)\s*\*|save my name.{0,120}|your email address.{0,120}",
    r"required fields are marked.{0,10}",
)

_MORE = (
    r"(?:related|latest|recent|popular|trending|top|more|other|similar|recommended|featured"
    r"|most(?: read| viewed| popular| shared)?)"
)
_STORIES = (
    r"(?:articles?|stor(?:y|ies)|posts?|news|reads?|reading|coverage|content|headlines|topics"
    r"|videos?)"
)
RELATED: tuple[str, ...] = (
    rf"{_MORE}\s+{_STORIES}(?: (?:from|in) .{{1,40}})?:?",
    r"(?:most (?:read|popular|viewed|shared|commented)|trending(?: now)?|up next|related|latest"
    r"|recommended(?: for you| reading)?|popular(?: now)?|must[- ]reads?|hot topics)\W*",
    r"(?:read (?:also|next|more)|also (?:read|on .{1,30})|see also|keep reading"
    r"|what to read next)\W*",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\W*",
    r"more (?:from|on|in|like)(?: .{1,40})?",
    r"(?:don['’]t miss|in case you missed it|(?:editor['’]?s['’]?|our) picks)\W*",
    r"(?:from )?around the web|promoted(?: stories| content)?|sponsored(?: stories| links)?",
    r"(?:find|follow) us(?: on)?\W*|about the authors?\W*",
)

TAIL = (
    r"(?<=[.!?”\"’')\]…])\s+((?:(?:photo |image |picture )?credits?|photo(?:graph)?|image"
    r"|picture|follow us|original article link|(?:read|see) (?:also|more|next)|also read"
    r"|(?-i:RELATED)|share this(?: article)?)(?: by| on)?\s*:\s*[^.!?\n]{2,90}(?:https?://\S+)?"
    r"|©[^.!?\n]{2,80}(?:\.(?:\s+all rights reserved\.?)?)?)$"
)
"""A credit or an invitation glued to the end of a paragraph."""

PHOTO = (
    r"\b(?:photo(?:graph)?s?|images?|pictures?|pic)\s*(?:by|:|©|credit)|\bgetty images\b"
    r"|\bap photo\b|(?-i:\b(?:AFP|Reuters|EPA|AP|PA)\s*[/|]|[/|©(]\s*(?:AFP|Reuters|EPA|AP|PA)\b"
    r"\)?\.?$|/(?:Reuters|AFP|EPA|AP|Anadolu|Bloomberg)[\])]\.?$)|\bfile photo\b|\bcredits?\s*:"
)
"""A photographer or an agency at the end of a caption."""
