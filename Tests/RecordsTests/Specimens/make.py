"""Writes the packed specimens of this folder again: `pip install openpyxl zstandard && python3 make.py`.

Invented rows; the same ones in every format, so that the tests can expect one table of them.
"""
import datetime, gzip, io, os, sqlite3, zipfile
import openpyxl, zstandard

os.chdir(os.path.dirname(os.path.abspath(__file__)))
STAMP = (2026, 1, 1, 0, 0, 0)
HEAD = ["id", "email", "source", "created", "won", "amount"]
ROWS = [
    ["L1", "ann@example.com", "Trade show", "2026-01-05", "true", "1200.5"],
    ["L2", "bob@example.com", "Web", "2026-01-06", "false", ""],
    ["L3", "čápová@example.com", "Web; paid", "2026-01-07", "", "80"],
    ["L4", 'd"q"@example.com', "Web", "", "true", "-3"],
    ["L5", "eve@example.com", "Referral", "2026-02-28", "false", "0.1"],
]
CSV = "\n".join(",".join('"' + c.replace('"', '""') + '"' if set(c) & set('",;') else c for c in r) for r in [HEAD] + ROWS) + "\n"


def archive(name, files):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for path, text in files.items():
            z.writestr(zipfile.ZipInfo(path, STAMP), text, zipfile.ZIP_DEFLATED)


half = CSV.encode().index(b"L3")
with open("leads.csv.gz", "wb") as f:
    for part in (CSV.encode()[:half], CSV.encode()[half:]):  # two members, as `cat a.gz b.gz` gives
        f.write(gzip.compress(part, mtime=0))
packed = gzip.compress(CSV.encode() * 50, mtime=0)
open("cut.csv.gz", "wb").write(packed[: len(packed) // 2])
open("leads.csv.zst", "wb").write(zstandard.compress(CSV.encode()))
open("bomb.csv.zst", "wb").write(zstandard.ZstdCompressor(level=19).compress(bytes(200 << 20)))
archive("exports.zip", {"week 35/leads.csv": CSV, "week 35/notes.md": "# hello\n", "__MACOSX/week 35/._leads.csv": "x", "spend.csv": "month,channel,spend\n2026-01-01,Web,100\n2026-02-01,Web,120\n"})

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Leads"
sheet.append(["Lead report for January"])
sheet.append([])
sheet.append(HEAD)
for r in ROWS:
    sheet.append([
        r[0], r[1], r[2], datetime.date.fromisoformat(r[3]) if r[3] else None,
        {"true": True, "false": False}.get(r[4]), float(r[5]) if r[5] else None,
    ])
second = book.create_sheet("Calls")
second.append(["lead", "called", "share"])
second.append(["L1", datetime.datetime(2026, 1, 5, 14, 5, 30), 0.25])
second["C2"].number_format = "0%"
second.append(["L2\nL3", datetime.datetime(2026, 1, 6, 0, 0), 1])
book.create_sheet("Empty")
book.save("leads.xlsx")

REL = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Target="/xl/worksheets/one.xml"/></Relationships>'
def odd(sheet, workbook='<x:workbook xmlns:x="m" xmlns:r="n"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Odd" r:id="a"/></x:sheets></x:workbook>'):
    styles = '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]\\d0&quot;days&quot;"/><numFmt numFmtId="165" formatCode="[$-409]mmm\\ d\\,\\ yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    return {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": REL, "xl/styles.xml": styles, "xl/worksheets/one.xml": sheet}

# Prefixes, no references, inline and rich texts, a gap of rows and of cells, days counted from 1904, an escaped d that is no day.
archive("odd.xlsx", odd(
    '<x:worksheet xmlns:x="m"><x:sheetData>'
    '<x:row><x:c t="inlineStr"><x:is><x:t>name</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:r><x:t>st</x:t></x:r><x:r><x:t>art</x:t></x:r></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>days</x:v></x:c></x:row>'
    '<x:row r="5"><x:c r="A5" t="inlineStr"><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c r="B5" s="2"><x:v>44561</x:v></x:c><x:c r="C5" s="1"><x:v>7</x:v></x:c></x:row>'
    '<x:row r="6"><x:c r="A6" t="e"><x:v>#N/A</x:v></x:c><x:c r="C6" s="1"><x:v>9</x:v></x:c></x:row>'
    "</x:sheetData></x:worksheet>"))
archive("far.xlsx", odd('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>'))
lol = "".join(f'<!ENTITY l{i} "{"&l" + str(i - 1) + ";" if i else "lol"}{("&l" + str(i - 1) + ";") * 9 if i else ""}">' for i in range(10))
archive("entities.xlsx", odd("<worksheet/>", f"<!DOCTYPE w [{lol}]><workbook><sheets><sheet name='&l9;' id='a'/></sheets></workbook>"))

for path in ("crm.sqlite", "crm.sqlite-wal", "crm.sqlite-shm"):
    if os.path.exists(path):
        os.remove(path)
db = sqlite3.connect("crm.sqlite")
db.execute("pragma page_size = 512")
db.execute('create table "le""ads" (id text, email text, source text, created text, won text, amount real, badge blob)')
for r in ROWS:
    db.execute('insert into "le""ads" values (?,?,?,?,?,?,?)', [v or None for v in r] + [b"\x89PNG"])
db.execute("create view webs as select id, created from \"le\"\"ads\" where source like 'Web%'")
db.execute("create view endless as with recursive n(i) as (select 1 union all select i from n) select i from n where i > 1")
db.execute("create table nobody (id)")
db.commit()
db.execute("pragma journal_mode = wal")
db.close()
