#!/bin/sh
# VpceTools connection probe. Read-only: it resolves names, opens connections and sends one GET without credentials
# to each address. It installs, writes and leaves nothing. Its output is a list of lines, fields separated by tabs.
# What answers hold is data: nothing but addresses is connected to, and no answer becomes part of a command.
NAMES='{{names}}'
ADDRESSES='{{addresses}}'
SERVER_NAME='{{serverName}}'
PORT='{{port}}'
PROTOCOL='{{protocol}}'
DNS_SERVERS='{{dnsServers}}'
LIMIT='{{seconds}}'
MOST_RECORDS='{{records}}'
MOST_CONNECTIONS='{{connections}}'
AT_ONCE='{{atOnce}}'
# Tools speak English, bytes are bytes, and no word is a pattern for files.
export LC_ALL=C
set -f

# For awk: which texts are addresses; and a name, in which what parts fields, or is not seen, becomes a question mark.
READING='
    function four(v,  o, i) {
        if (v !~ /^[0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?$/) return 0
        split(v, o, "[.]")
        for (i = 1; i <= 4; i++) if (255 < o[i] + 0) return 0
        return 1
    }
    function six(v) { return length(v) <= 45 && v ~ /^[0-9A-Fa-f:]+(:[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+)?$/ && v ~ /:.*:/ }
    function host(v) { sub(/[.]$/, "", v); v = substr(v, 1, 255); gsub(/[^!-~]|,/, "?", v); return v }
'

has() { command -v "$1" >/dev/null 2>&1; }
now() { t=$(date +%s%N 2>/dev/null); case $t in *N | '') t=$(date +%s)000000000 ;; esac; echo "$t"; }
since() { echo $((($(now) - $1) / 1000)); }
limited() { if has timeout; then timeout "$@"; else shift; "$@"; fi; }
plain() { printf '%s' "$1" | tr '\001-\037\177' '?'; }

# Applications ask the system: hosts file, caches, resolvers.
resolve() {
    start=$(now)
    { found=$(limited "$LIMIT" getent ahosts "$1"); code=$?; } 2>/dev/null
    took=$(since "$start")
    case $code in
        0) outcome=Answered ;;
        2) outcome=NoSuchName ;;
        124) outcome=TimedOut ;;
        *) outcome=Failed ;;
    esac
    printf '%s\n' "$found" | awk -v name="$1" -v outcome="$outcome" -v took="$took" -v most="$MOST_RECORDS" "$READING"'
        { v = $1; sub(/%.*/, "", v) }
        (four(v) || six(v)) && !seen[v]++ { if (++n <= most) r = r (r == "" ? "" : ",") v }
        END {
            if (outcome == "Answered" && !n) outcome = "NoAddress"
            printf "dns\t%s\t-\t%s\t%s\t%s\n", name, outcome, took, r
            if (most < n) printf "missing\tThe answer for %s holds %d addresses; the first %d are taken.\n", name, n, most
        }'
}

# One server (what was given, its address and its port), with the chain of names and the times to live.
ask() {
    start=$(now)
    given=${2%%#*} host=${2#*#}
    { said=$(limited $((2 * LIMIT)) dig "@${host%#*}" -p "${host#*#}" +tries=2 +time="$LIMIT" +noall +comments +answer "$1" A "$1" AAAA); } 2>/dev/null
    took=$(since "$start")
    printf '%s\n' "$said" | awk -v name="$1" -v server="$given" -v took="$took" -v most="$MOST_RECORDS" "$READING"'
        /^;; ->[>]HEADER<<- .*status: [A-Z0-9]+,/ { s = $0; sub(/.*status: /, "", s); sub(/,.*/, "", s); if (status == "" || s != "NOERROR") status = s }
        $3 == "IN" && $2 ~ /^[0-9]+$/ && (($4 == "A" && four($5)) || ($4 == "AAAA" && six($5)) || ($4 == "CNAME" && NF == 5)) {
            if (most < ++all) next
            r = r (r == "" ? "" : ",") host($1) " " $4 " " ($4 == "CNAME" ? host($5) : $5) " " $2
            if ($4 != "CNAME") n++
        }
        END {
            outcome = n ? "Answered" : status == "NOERROR" ? "NoAddress" : status == "NXDOMAIN" ? "NoSuchName" : status == "SERVFAIL" ? "ServerFailure" : status == "" ? "TimedOut" : "Refused"
            printf "dns\t%s\t%s\t%s\t%s\t%s\n", name, server, outcome, took, r
            if (most < all) printf "missing\tThe answer of %s for %s holds %d records; the first %d are taken.\n", server, name, all, most
        }'
}

# TCP, TLS with validation, one request; the proxy variables and the settings of the user are passed over. The lines of the answer get a mark, since they
# could look like those that curl writes, and so that no line is endless.
connect() {
    case $1 in *:*) literal="[$1]" ;; *) literal=$1 ;; esac
    {
        {
            curl -q --silent --show-error --verbose --globoff --noproxy '*' --connect-timeout "$LIMIT" --max-time $((3 * LIMIT)) --max-filesize 65536 --limit-rate 64k \
                --resolve "$2:$PORT:$literal" --user-agent VpceTools --write-out '\n@@ %{http_code} %{time_connect} %{time_appconnect} %{time_total} %{local_ip}\n' \
                "https://$2:$PORT/" </dev/null 2>&3
            printf '@@exit %s\n' $?
        } | fold -b -w 4000 | sed 's/^/|/'
    } 3>&1 | tr -d '\000\r' | tr '\001-\011\013-\037\177' ' ' | awk -v address="$1" -v name="$2" '
        function field(key, text) { text = $0; sub("^[*] +" key, "", text); return substr(text, 1, 300) }
        /^[|]@@exit [0-9]+$/ { code = $2 }
        /^[|]@@ [0-9]/ { http = $2; connected = $3; secured = $4; total = $5; from = $6 }
        /^[|].*VPC endpoint polic/ && policy == "" { policy = substr($0, 2); gsub(/<[^>]*>|["{}]/, " ", policy) }
        /^[|]/ { next }
        /^[*] +subject: / { subject = field("subject: ") }
        /^[*] +issuer: / { issuer = field("issuer: ") }
        /^[*] +start date: / { begins = field("start date: ") }
        /^[*] +expire date: / { expires = field("expire date: ") }
        /^[*] SSL connection using / { protocol = $5 }
        /^[*] Connected to / { open = 1 }
        tolower($0) ~ /^< x-amzn?-request-?id: / && id == "" { id = substr($3, 1, 200) }
        /^curl: [(]/ { error = substr($0, 1, 300) }
        /^curl: [(]60[)]|^[*] SSL/ {
            if (/not yet valid/) expired = 2
            else if (/certificate has expired/) expired = 1
            if (/no alternative certificate subject name matches|does not match target host name|SSL: certificate subject name/) mismatch = 1
        }
        END {
            printf "curl\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", address, name, code, open + 0, from, connected, secured, total, http, protocol,
                subject, issuer, expires, mismatch + 0, expired + 0, id, error, substr(policy, 1, 300), begins
        }'
}

# Where curl is missing or TLS is not wanted, bash can open a connection.
reach() {
    start=$(now)
    { said=$(limited "$LIMIT" bash -c 'exec 3<>/dev/tcp/"$1"/"$2"' probe "$1" "$PORT" 2>&1); code=$?; } 2>/dev/null
    case $code:$said in
        0:*) outcome=Connected ;;
        124:*) outcome=TimedOut ;;
        *refused*) outcome=Refused ;;
        *unreachable* | *'No route'*) outcome=Unreachable ;;
        *) outcome=Failed ;;
    esac
    printf 'tcp\t%s\t%s\t%s\n' "$1" "$outcome" "$(since "$start")"
}

printf 'vpcetools\t1\n'
printf 'host\t%s\n' "$(plain "$(uname -n)")"
{ hostname -I 2>/dev/null || ip -o addr show 2>/dev/null | awk '{ sub(/\/.*/, "", $4); print $4 }'; } | awk "$READING"'{ for (i = 1; i <= NF; i++) if (four($i) || six($i)) printf "address\t%s\n", $i }'
awk "$READING"'$1 == "nameserver" { v = $2; sub(/%.*/, "", v); if (four(v) || six(v)) printf "resolver\t%s\n", $2 }' /etc/resolv.conf 2>/dev/null
for n in $NAMES; do
    awk -v name="$n" "$READING"'{ sub(/#.*/, ""); if (four($1) || six($1)) for (i = 2; i <= NF; i++) if (tolower($i) == name) printf "hosts\t%s\t%s\n", $1, $i }' /etc/hosts 2>/dev/null
done
proxy=${https_proxy:-${HTTPS_PROXY:-${all_proxy:-$ALL_PROXY}}}
# A password may hold what ends a URL's user elsewhere: all up to the last @ is left out.
case ${proxy%%://*} in *[!A-Za-z0-9+.-]*) scheme= ;; *) scheme=${proxy%%://*}:// ;; esac
case $proxy in *@*) proxy=$scheme${proxy##*@} ;; esac
[ -n "$proxy" ] && printf 'proxy\t%s\t%s\n' "$(plain "$proxy")" "$(plain "${no_proxy:-$NO_PROXY}")"
has curl || printf 'missing\tcurl is not installed: only TCP was tested.\n'
has getent || printf 'missing\tgetent is not installed: the system was not asked for names.\n'
[ -z "$DNS_SERVERS" ] || has dig || printf 'missing\tdig is not installed: the given DNS servers were not asked.\n'

answers=$(
    for n in $NAMES; do
        if has getent; then resolve "$n" & fi
        if has dig; then for s in $DNS_SERVERS; do ask "$n" "$s" & done; fi
    done
    wait
)
[ -n "$answers" ] && printf '%s\n' "$answers"
# Each address once for each name that led to it, those of the request first; what is connected to is an address here too.
targets=$(
    {
        for a in $ADDRESSES; do printf '%s %s\n' "$a" "$SERVER_NAME"; done
        printf '%s\n' "$answers" | awk -F '\t' '$1 == "dns" && $4 == "Answered" {
            n = split($6, part, ",")
            for (i = 1; i <= n; i++) { m = split(part[i], word, " "); if (m == 1) print word[1], $2; else if (m == 4 && word[2] != "CNAME") print word[3], $2 }
        }'
    } | awk -v most="$MOST_CONNECTIONS" "$READING"'
        (four($1) || six($1)) && !seen[$1 " " $2]++ { if (++n <= most) print $1, $2 }
        END { if (most < n) print "-", n }'
)
printf '%s\n' "$targets" | {
    running=0
    while read -r a n; do
        [ -n "$a" ] || continue
        if [ "$a" = - ]; then
            printf 'missing\tThere are %s connections to test; the first %s were tested.\n' "$n" "$MOST_CONNECTIONS"
            continue
        fi
        if [ "$PROTOCOL" != Tcp ] && has curl; then connect "$a" "$n" & elif has bash; then reach "$a" & fi
        running=$((running + 1))
        if [ "$running" -ge "$AT_ONCE" ]; then
            wait
            running=0
        fi
    done
    wait
}
printf 'end\n'
