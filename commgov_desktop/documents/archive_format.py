"""What makes a PDF file fit for the archive (PDF/A-2b): its description, its colours, its date of issue."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from commgov_desktop import clock

CREATOR = "社区治理工作台"
PRODUCER = "ReportLab PDF Library"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate><xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Stamp:
    """The moment of issue as the PDF maker wants it; official time of the whole country is UTC+8."""

    def __init__(self, issued: datetime) -> None:
        here = clock.local(issued)
        offset = here.utcoffset() or timedelta(0)
        self.t = here.timestamp()
        self.YMDhms = (here.year, here.month, here.day, here.hour, here.minute, here.second)
        self.dhh, self.dmm = divmod(int(offset.total_seconds()) // 60, 60)
        self.tzname = "CST"


def make_archivable(canvas: Any, issued: datetime, title: str, author: str, subject: str) -> None:
    """Give the file its description, language, colour profile and date; all of it from what is given here."""
    from reportlab.pdfbase import pdfdoc

    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator(CREATOR)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    document = canvas._doc
    document._timeStamp = Stamp(issued)
    document.updateSignature(str(Stamp(issued).t))
    description = _description(issued, title, author, subject)
    metadata = pdfdoc.PDFStream(content=description.encode(), filters=[])
    metadata.dictionary["Type"] = pdfdoc.PDFName("Metadata")
    metadata.dictionary["Subtype"] = pdfdoc.PDFName("XML")
    canvas.setCatalogEntry("Metadata", metadata)
    canvas.setCatalogEntry("OutputIntents", _output_intents(document, pdfdoc))


def _description(issued: datetime, title: str, author: str, subject: str) -> str:
    moment = clock.local(issued).replace(microsecond=0).isoformat()
    values = {"title": title, "author": author, "subject": subject, "creator": CREATOR, "producer": PRODUCER}
    return _XMP.format(moment=moment, **{key: escape(value) for key, value in values.items()})


def _output_intents(document: Any, pdfdoc: Any) -> Any:
    profile = pdfdoc.PDFStream(content=_packed_profile(), filters=[])
    profile.dictionary["N"] = 3
    profile.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        }
    )
    intent["DestOutputProfile"] = document.Reference(profile)
    return pdfdoc.PDFArray([intent])


@cache
def colour_profile() -> bytes:
    """An ICC profile (version 2.1) of sRGB, made from the numbers of IEC 61966-2-1 adapted to D50."""
    curve = b"curv" + bytes(4) + struct.pack(">I", 1024) + struct.pack(">1024H", *_tone_curve())
    tags = {
        b"desc": _description_tag("sRGB"),
        b"cprt": b"text" + bytes(4) + b"Public domain\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.4360, 0.2225, 0.0139),
        b"gXYZ": _xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": _xyz(0.1431, 0.0606, 0.7141),
    }
    return _profile(tags, curve)


@cache
def _packed_profile() -> bytes:
    return zlib.compress(colour_profile())


def _tone_curve() -> list[int]:
    steps = (i / 1023 for i in range(1024))
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in steps)
    return [round(value * 65535) for value in linear]


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in values))


def _description_tag(text: str) -> bytes:
    plain = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(plain)) + plain + bytes(8 + 3 + 67)


def _profile(tags: dict[bytes, bytes], curve: bytes) -> bytes:
    shared = {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body = b"", b""
    start = 128 + 4 + 12 * (len(tags) + len(shared))
    for name, value in tags.items():
        table += name + struct.pack(">II", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    for name, value in shared.items():
        table += name + struct.pack(">II", start + len(body), len(value))
    body += curve + bytes(-len(curve) % 4)
    count = struct.pack(">I", len(tags) + len(shared))
    size = start + len(body)
    return _profile_head(size) + count + table + body


def _profile_head(size: int) -> bytes:
    made = datetime(2000, 1, 1, tzinfo=UTC)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += (
        struct.pack(">6H", made.year, made.month, made.day, 0, 0, 0) + b"acsp" + bytes(4 + 4 + 4 + 4 + 8 + 4)
    )
    head += struct.pack(">3i", *(round(v * 65536) for v in (0.9642, 1.0, 0.8249)))
    return head + bytes(128 - len(head))
