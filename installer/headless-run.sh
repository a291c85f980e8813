#!/usr/bin/env bash
# What `make run` does without a display: takes the sample workbooks through the program and leaves what it produces.
# A fresh data folder, every import, every ledger as Excel, every form as PDF, a picture of every tab, and a check.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export QT_QPA_PLATFORM=offscreen
run=build/run
samples=resources/samples

say() { printf '\n== %s\n' "$*"; }

taizhang() { .venv/bin/taizhang --data "$run/data" "$@"; }

# Exit code 1 of an import means that some rows were rejected and kept aside: that is how real workbooks are.
take_in() {
    local ledger=$1 file=$2 code=0
    say "导入 $file → $ledger"
    taizhang import "$ledger" "$samples/$file" --rejects "$run/${file%.*}-拒收.xlsx" || code=$?
    if [ "$code" -gt 1 ]; then
        echo "导入失败 / import failed: $file" >&2
        exit "$code"
    fi
}

# The ids and titles of a JSON list on standard input, one pair a line, titles fit for file names.
pairs() {
    .venv/bin/python -c '
import json, re, sys
for entry in json.load(sys.stdin):
    print(entry["id"], re.sub(r"[\s/\\:*?\"<>|]+", "_", entry["title"]), sep="\t")
'
}

rm -rf "$run"
mkdir -p "$run/excel" "$run/pdf" "$run/screenshots"

say "建立数据文件夹 / a fresh data folder"
taizhang init --unit 某县某局机关党委

take_in members 党员花名册.xlsx
take_in hardship 困难党员登记.csv
take_in visits 七一慰问签领表.xlsx
take_in visits 春节慰问发放表.xlsx
take_in sessions 三会一课登记表.xls
take_in services 志愿服务导出.csv
take_in volunteers 志愿者名册.ods
take_in members 采集汇总表.xlsx
take_in members 新党员名单.xlsx

say "导出全部台账 / every ledger as Excel"
taizhang ledgers --json | pairs >"$run/ledgers.tsv"
while IFS=$'\t' read -r id title; do
    taizhang export "$id" "$run/excel/$title.xlsx" </dev/null
done <"$run/ledgers.tsv"

say "打印全部表格 / every form as PDF"
taizhang forms --json | pairs >"$run/forms.tsv"
while IFS=$'\t' read -r id title; do
    # 2: there is nothing yet that this form could hold, and its sentence has just said so
    taizhang print "$id" "$run/pdf/$title-$id.pdf" </dev/null || [ $? -eq 2 ]
done <"$run/forms.tsv"
rm -f "$run/ledgers.tsv" "$run/forms.tsv"

say "截图 / a picture of every tab and dialog"
taizhang gui --screenshots "$run/screenshots"

say "检查 / check"
taizhang check

cat <<END

完成。没有图形界面，所以结果都存成了文件：
Done. There is no display, so the results are files:
    $run/data           数据文件夹 / the data folder
    $run/*-拒收.xlsx    未能读懂的行及原因 / rows that could not be read for certain, with the reasons
    $run/excel          $(find "$run/excel" -name '*.xlsx' | wc -l) 个 Excel / workbooks, one per ledger
    $run/pdf            $(find "$run/pdf" -name '*.pdf' | wc -l) 个 PDF / printed forms
    $run/screenshots    $(find "$run/screenshots" -name '*.png' | wc -l) 张截图 / pictures of the window
END
