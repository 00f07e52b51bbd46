# VpceTools connection probe. Read-only: it resolves names, opens connections and sends one GET without credentials
# to each address. It installs, writes and leaves nothing. Its output is a list of lines, fields separated by tabs.
# What answers hold is data: nothing but addresses is connected to, and no answer becomes part of a command.
$names = @('{{names}}' -split ' ' | Where-Object { $_ })
$addresses = @('{{addresses}}' -split ' ' | Where-Object { $_ })
$serverName = '{{serverName}}'
$port = [int]'{{port}}'
$protocol = '{{protocol}}'
$dnsServers = @('{{dnsServers}}' -split ' ' | Where-Object { $_ })
$limit = 1000 * [int]'{{seconds}}'
$mostRecords = [int]'{{records}}'
$mostConnections = [int]'{{connections}}'
$tab = "`t"
$whole = [Diagnostics.Stopwatch]::StartNew()

# No field has a line break, a tab or another sign that is not seen.
function Line { @($args | ForEach-Object { [regex]::Replace("$_", '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '?') }) -join $tab }
function Cut([string] $text) { if ($text.Length -gt 300) { $text.Substring(0, 300) } else { $text } }
function Took($watch) { [long]($watch.Elapsed.TotalMilliseconds * 1000) }

# An address of a family (A or AAAA; * for either), written as .NET writes it; nothing for a text that is none. A number alone would pass for IPv4.
function Literal([string] $text, [string] $type) {
    $address = [Net.IPAddress]::None
    $text = $text.Split('%')[0]
    $isSix = $text -match '^[0-9A-Fa-f:.]{2,45}\z' -and $text -match ':.*:'
    if (-not ($isSix -or $text -match '^\d{1,3}(\.\d{1,3}){3}\z') -or ($type -ne '*' -and $isSix -ne ($type -eq 'AAAA'))) { return }
    if ([Net.IPAddress]::TryParse($text, [ref] $address)) { "$address" }
}

# A name, in which what parts fields, or is not seen, becomes a question mark.
function Plain([string] $name) { $name = Cut $name.TrimEnd('.'); [regex]::Replace($name, '[^!-~]|,', '?') }

function Few([string[]] $records, [string] $what) {
    if ($records.Count -gt $mostRecords) { Line 'missing' "$what holds $($records.Count) records; the first $mostRecords are taken." }
}

function Resolve([string] $name) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $found = @()
    $outcome = 'Answered'
    $task = [Net.Dns]::GetHostAddressesAsync($name)
    try {
        if ($task.Wait($limit)) { $found = @($task.Result | ForEach-Object { Literal "$_" '*' }) } else { $outcome = 'TimedOut' }
    }
    catch {
        $outcome = switch ("$($_.Exception.GetBaseException().SocketErrorCode)") { 'HostNotFound' { 'NoSuchName' } 'NoData' { 'NoAddress' } 'TryAgain' { 'ServerFailure' } default { 'Failed' } }
    }
    Line 'dns' $name '-' $outcome (Took $watch) ($found[0..($mostRecords - 1)] -join ',')
    Few $found "The answer for $name"
}

# A server is what was given, its address and its port.
function Ask([string] $name, [string] $server) {
    $given, $address = $server.Split('#')[0, 1]
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $outcome = 'Answered'
    $records = @()
    try {
        $records = @(Resolve-DnsName -Name $name -Server $address -DnsOnly -NoHostsFile -Type A_AAAA -ErrorAction Stop | ForEach-Object {
            $type = "$($_.QueryType)"
            $life = if ("$($_.TTL)" -match '^\d{1,10}\z') { "$($_.TTL)" } else { 0 }
            if ($type -eq 'CNAME') { "$(Plain $_.Name) CNAME $(Plain $_.NameHost) $life" }
            elseif ($type -in 'A', 'AAAA' -and ($literal = Literal "$($_.IPAddress)" $type)) { "$(Plain $_.Name) $type $literal $life" }
        })
        if (-not ($records -match ' (A|AAAA) ')) { $outcome = 'NoAddress' }
    }
    catch {
        $outcome = switch ([int]$_.Exception.NativeErrorCode) { 9003 { 'NoSuchName' } 9501 { 'NoAddress' } 9002 { 'ServerFailure' } 9005 { 'Refused' } 1460 { 'TimedOut' } default { 'Failed' } }
    }
    Line 'dns' $name $given $outcome (Took $watch) ($records[0..($mostRecords - 1)] -join ',')
    Few $records "The answer of $given for $name"
}

function Connect([string] $address, [string] $name) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $client = [Net.Sockets.TcpClient]::new([Net.Sockets.AddressFamily]$(if ($address.Contains(':')) { 'InterNetworkV6' } else { 'InterNetwork' }))
    # The limits of the socket are those of a single read; a peer that sends a byte now and then is hung up on by the clock.
    $end = [Threading.CancellationTokenSource]::new(3 * $limit)
    $null = $end.Token.Register([Action][Delegate]::CreateDelegate([Action], $client, 'Close'))
    try {
        try {
            if (-not $client.ConnectAsync([Net.IPAddress]::Parse($address), $port).Wait($limit)) { Line 'tcp' $address 'TimedOut' (Took $watch); return }
        }
        catch {
            $outcome = switch -Regex ("$($_.Exception.GetBaseException().SocketErrorCode)") { 'Refused|Reset' { 'Refused' } 'Unreachable|AddressNotAvailable' { 'Unreachable' } 'TimedOut' { 'TimedOut' } default { 'Failed' } }
            Line 'tcp' $address $outcome (Took $watch)
            return
        }
        Line 'tcp' $address 'Connected' (Took $watch) $client.Client.LocalEndPoint.Address
        if ($protocol -eq 'Tcp') { return }
        $seen = @{ Problem = ''; Subject = ''; Issuer = ''; Expires = ''; Begins = '' }
        $validate = [Net.Security.RemoteCertificateValidationCallback] {
            $certificate, $chain, $errors = $args[1..3]
            $late = $false
            if ($certificate) {
                $seen.Subject = $certificate.Subject
                $seen.Issuer = $certificate.Issuer
                $dates = [Security.Cryptography.X509Certificates.X509Certificate2]$certificate
                $seen.Expires = $dates.NotAfter.ToUniversalTime().ToString('o')
                $seen.Begins = $dates.NotBefore.ToUniversalTime().ToString('o')
                $late = $dates.NotBefore -gt [DateTime]::Now
            }
            $statuses = @($chain.ChainStatus | ForEach-Object { "$($_.Status)" } | Where-Object { $_ -ne 'NoError' })
            $isOver = $statuses -contains 'NotTimeValid'
            $isOther = @($statuses | Where-Object { $_ -ne 'NotTimeValid' }).Count -gt 0
            $seen.Problem = if ("$errors" -match 'ChainErrors|NotAvailable' -and ($isOther -or -not $isOver)) { 'Untrusted' } elseif ("$errors" -match 'NameMismatch') { 'NameMismatch' } elseif ($isOver) { if ($late) { 'NotYetValid' } else { 'Expired' } } else { '' }
            $seen.Problem -eq ''
        }.GetNewClosure()
        $watch.Restart()
        $stream = [Net.Security.SslStream]::new($client.GetStream(), $false, $validate)
        # The callback is a script block, which runs on this thread only; the socket's own limits bound the handshake.
        $client.ReceiveTimeout = $limit
        $client.SendTimeout = $limit
        try { $stream.AuthenticateAsClient($name, $null, [Security.Authentication.SslProtocols]'Tls12', $false) }
        catch {
            $cause = $_.Exception.GetBaseException()
            $outcome = if ($seen.Problem) { $seen.Problem } elseif ($end.IsCancellationRequested -or "$($cause.SocketErrorCode)" -match 'TimedOut|WouldBlock') { 'TimedOut' } elseif ($cause -is [IO.IOException] -or $cause -is [Net.Sockets.SocketException]) { 'Closed' } else { 'Failed' }
            Line 'tls' $address $name $outcome (Took $watch) '' (Cut $seen.Subject) (Cut $seen.Issuer) $seen.Expires $seen.Begins
            return
        }
        Line 'tls' $address $name 'Completed' (Took $watch) $stream.SslProtocol (Cut $seen.Subject) (Cut $seen.Issuer) $seen.Expires $seen.Begins
        if ($protocol -ne 'Https') { return }
        $watch.Restart()
        $request = [Text.Encoding]::ASCII.GetBytes("GET / HTTP/1.1`r`nHost: $name`r`nUser-Agent: VpceTools`r`nAccept: */*`r`nConnection: close`r`n`r`n")
        $text = ''
        $outcome = 'Closed'
        try {
            $stream.Write($request, 0, $request.Length)
            $buffer = [byte[]]::new(16384)
            while ($text.Length -lt 16384 -and ($count = $stream.Read($buffer, 0, $buffer.Length)) -gt 0) { $text += [Text.Encoding]::UTF8.GetString($buffer, 0, $count) }
        }
        catch { if ($end.IsCancellationRequested -or "$($_.Exception.GetBaseException().SocketErrorCode)" -match 'TimedOut|WouldBlock') { $outcome = 'TimedOut' } }
        $status = ''
        $id = ''
        $policy = ''
        $head = ($text -split "`r`n`r`n", 2)[0]
        if ($head -match '^HTTP/\S+ (\d{3})\b') { $outcome = 'Answered'; $status = $Matches[1] } elseif ($text) { $outcome = 'Failed' }
        if ($head -match '(?im)^x-amzn?-request-?id:\s*(\S+)') { $id = Cut $Matches[1] }
        if ($text.Substring($head.Length) -match '[^<>"{}\r\n\t]*VPC endpoint polic[^<>"{}\r\n\t]*') { $policy = Cut $Matches[0].Trim() }
        Line 'http' $address $name $outcome (Took $watch) $status $id $policy
    }
    finally { $end.Dispose(); $client.Dispose() }
}

Line 'vpcetools' 1
Line 'host' ([Environment]::MachineName)
[Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces() | ForEach-Object {
    $properties = $_.GetIPProperties()
    foreach ($unicast in $properties.UnicastAddresses) { Line 'address' "$($unicast.Address)".Split('%')[0] }
    foreach ($server in $properties.DnsAddresses) { Line 'resolver' $server }
}
$hosts = if ($env:SystemRoot) { "$env:SystemRoot\System32\drivers\etc\hosts" } else { '/etc/hosts' }
if ([IO.File]::Exists($hosts)) {
    foreach ($entry in [IO.File]::ReadAllLines($hosts)) {
        $words = @($entry.Split('#')[0] -split '\s+' | Where-Object { $_ })
        foreach ($name in $names) { if ($words.Count -gt 1 -and $words[1..($words.Count - 1)] -contains $name -and (Literal $words[0] '*')) { Line 'hosts' $words[0] $name } }
    }
}
$proxy = if ($env:HTTPS_PROXY) { $env:HTTPS_PROXY } else { $env:ALL_PROXY }
# A password may hold what ends a URL's user elsewhere: all up to the last @ is left out.
$scheme = if ($proxy -match '^[A-Za-z0-9+.-]+://') { $Matches[0] } else { '' }
if ("$proxy".Contains('@')) { $proxy = $scheme + $proxy.Substring($proxy.LastIndexOf('@') + 1) }
if ($proxy) { Line 'proxy' $proxy $env:NO_PROXY }
if ($dnsServers -and -not (Get-Command Resolve-DnsName -ErrorAction Ignore)) { Line 'missing' 'Resolve-DnsName is not there: the given DNS servers were not asked.'; $dnsServers = @() }
foreach ($server in $dnsServers) { if (-not $server.EndsWith('#53')) { Line 'missing' "Resolve-DnsName asks on port 53 only: $($server.Split('#')[0]) was not asked." } }
$dnsServers = @($dnsServers | Where-Object { $_.EndsWith('#53') })

# One after the other, so that the whole has a limit: what does not fit is said.
$asked = 0
$answers = @(foreach ($name in $names) {
    if ($whole.ElapsedMilliseconds -gt 4 * $limit) { Line 'missing' "Resolvers take their time: $asked of $($names.Count) names were asked for."; break }
    Resolve $name
    foreach ($server in $dnsServers) { Ask $name $server }
    $asked++
})
$answers
# Each address once for each name that led to it, those of the request first; what is connected to is an address here too.
$seen = @{}
$targets = @(@($addresses | ForEach-Object { "$_ $serverName" }) + @(foreach ($answer in $answers) {
    $fields = $answer.Split($tab)
    if ($fields[0] -eq 'dns' -and $fields[3] -eq 'Answered') { foreach ($part in $fields[5].Split(',')) { $words = $part.Split(' '); if ($words.Count -eq 1) { "$part $($fields[1])" } elseif ($words.Count -eq 4 -and $words[1] -ne 'CNAME') { "$($words[2]) $($fields[1])" } } }
}) | Where-Object { (Literal $_.Split(' ')[0] '*') -and -not $seen.ContainsKey($_) } | ForEach-Object { $seen[$_] = 1; $_ })
if ($targets.Count -gt $mostConnections) { Line 'missing' "There are $($targets.Count) connections to test; the first $mostConnections were tested." }
$tested = 0
foreach ($target in $targets[0..($mostConnections - 1)]) {
    if ($whole.ElapsedMilliseconds -gt 8 * $limit) { Line 'missing' "Connections take their time: $tested of $($targets.Count) were tested."; break }
    $address, $name = $target.Split(' ')
    Connect $address $name
    $tested++
}
Line 'end'
