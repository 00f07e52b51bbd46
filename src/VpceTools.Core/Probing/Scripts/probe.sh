#!/bin/sh
# VpceTools connection probe. Read-only: it resolves names, opens connections and sends one GET without credentials
# to each address. It installs, writes and leaves nothing. Its output is a list of lines, fields separated by tabs.
NAMES='{{names}}'
ADDRESSES='{{addresses}}'
SERVER_NAME='{{serverName}}'
PORT='{{port}}'
PROTOCOL='{{protocol}}'
DNS_SERVERS='{{dnsServers}}'
LIMIT='{{seconds}}'
TAB=$(printf '\t')

has() { command -v "$1" >/dev/null 2>&1; }
now() { t=$(date +%s%N 2>/dev/null); case $t in *N | '') t=$(date +%s)000000000 ;; esac; echo "$t"; }
since() { echo $((($(now) - $1) / 1000)); }
limited() { if has timeout; then timeout "$@"; else shift; "$@"; fi; }

# Applications ask the system: hosts file, caches, resolvers.
resolve() {
    start=$(now)
    found=$(limited "$LIMIT" getent ahosts "$1" 2>/dev/null)
    code=$?
    took=$(since "$start")
    list=$(printf '%s\n' "$found" | awk '$1 != "" && !seen[$1]++ { printf "%s%s", (n++ ? "," : ""), $1 }')
    case $code in
        0) outcome=Answered ;;
        2) outcome=NoSuchName ;;
        124) outcome=TimedOut ;;
        *) outcome=Failed ;;
    esac
    printf 'dns\t%s\t-\t%s\t%s\t%s\n' "$1" "$outcome" "$took" "$list"
}

# One server (what was given, its address and its port), with the chain of names and the times to live.
ask() {
    start=$(now)
    given=${2%%#*} host=${2#*#}
    said=$(dig "@${host%#*}" -p "${host#*#}" +tries=2 +time="$LIMIT" +noall +comments +answer "$1" A "$1" AAAA 2>/dev/null)
    took=$(since "$start")
    printf '%s\n' "$said" | awk -v name="$1" -v server="$given" -v took="$took" '
        /status:/ { s = $0; sub(/.*status: /, "", s); sub(/,.*/, "", s); if (status == "" || s != "NOERROR") status = s }
        $4 == "A" || $4 == "AAAA" || $4 == "CNAME" { v = $5; o = $1; sub(/\.$/, "", v); sub(/\.$/, "", o); r = r (r == "" ? "" : ",") o " " $4 " " v " " $2; if ($4 != "CNAME") n++ }
        END {
            outcome = n ? "Answered" : status == "NOERROR" ? "NoAddress" : status == "NXDOMAIN" ? "NoSuchName" : status == "SERVFAIL" ? "ServerFailure" : status == "" ? "TimedOut" : "Refused"
            printf "dns\t%s\t%s\t%s\t%s\t%s\n", name, server, outcome, took, r
        }'
}

# TCP, TLS with validation, one request; the proxy variables of the environment are passed over.
connect() {
    case $1 in *:*) literal="[$1]" ;; *) literal=$1 ;; esac
    said=$(curl --silent --show-error --verbose --noproxy '*' --connect-timeout "$LIMIT" --max-time $((3 * LIMIT)) --max-filesize 65536 \
        --resolve "$2:$PORT:$literal" --user-agent VpceTools --write-out '\n@@ %{http_code} %{time_connect} %{time_appconnect} %{time_total} %{local_ip}\n' \
        "https://$2:$PORT/" </dev/null 2>&1)
    code=$?
    printf '%s\n' "$said" | tr -d '\r' | awk -v address="$1" -v name="$2" -v code="$code" '
        function field(text, key) { sub("^.*" key, "", text); return text }
        /^@@ / { http = $2; connected = $3; secured = $4; total = $5; from = $6 }
        /^\* +subject: / { subject = field($0, "subject: ") }
        /^\* +issuer: / { issuer = field($0, "issuer: ") }
        /^\* +expire date: / { expires = field($0, "expire date: ") }
        /^\* SSL connection using / { protocol = $5 }
        /^\* Connected to / { open = 1 }
        tolower($0) ~ /^< x-amzn?-request-?id: / { id = $3 }
        /^curl: \(/ { error = $0 }
        /certificate has expired|not yet valid/ { expired = 1 }
        /no alternative certificate subject name matches|does not match target host name|SSL: certificate subject name/ { mismatch = 1 }
        /VPC endpoint polic/ && policy == "" { policy = $0; gsub(/<[^>]*>|["{}]|\t/, " ", policy) }
        END { printf "curl\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", address, name, code, open + 0, from, connected, secured, total, http, protocol, subject, issuer, expires, mismatch + 0, expired + 0, id, error "\t" substr(policy, 1, 300) }'
}

# Where curl is missing or TLS is not wanted, bash can open a connection.
reach() {
    start=$(now)
    said=$(limited "$LIMIT" bash -c "exec 3<>/dev/tcp/$1/$PORT" 2>&1)
    code=$?
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
printf 'host\t%s\n' "$(uname -n)"
for a in $(hostname -I 2>/dev/null || ip -o addr show 2>/dev/null | awk '{ sub(/\/.*/, "", $4); print $4 }'); do printf 'address\t%s\n' "$a"; done
awk '$1 == "nameserver" { printf "resolver\t%s\n", $2 }' /etc/resolv.conf 2>/dev/null
for n in $NAMES; do awk -v name="$n" '{ sub(/#.*/, ""); for (i = 2; i <= NF; i++) if (tolower($i) == name) printf "hosts\t%s\t%s\n", $1, $i }' /etc/hosts 2>/dev/null; done
proxy=${https_proxy:-${HTTPS_PROXY:-${all_proxy:-$ALL_PROXY}}}
# A password may hold what ends a URL's user elsewhere: all up to the last @ is left out.
case ${proxy%%://*} in *[!A-Za-z0-9+.-]*) scheme= ;; *) scheme=${proxy%%://*}:// ;; esac
case $proxy in *@*) proxy=$scheme${proxy##*@} ;; esac
[ -n "$proxy" ] && printf 'proxy\t%s\t%s\n' "$proxy" "${no_proxy:-$NO_PROXY}"
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
targets=$(
    for a in $ADDRESSES; do printf '%s %s\n' "$a" "$SERVER_NAME"; done
    printf '%s\n' "$answers" | awk -F "$TAB" '$4 == "Answered" { n = split($6, part, ","); for (i = 1; i <= n; i++) { m = split(part[i], word, " "); if (m == 1) print word[1], $2; else if (word[2] != "CNAME") print word[3], $2 } }'
)
printf '%s\n' "$targets" | sort -u | {
    while read -r a n; do
        [ -n "$a" ] || continue
        if [ "$PROTOCOL" != Tcp ] && has curl; then connect "$a" "$n" & elif has bash; then reach "$a" & fi
    done
    wait
}
printf 'end\n'
