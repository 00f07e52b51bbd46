# VpceTools connection probe. Read-only: it resolves names, opens connections and sends one GET without credentials
# to each address. It installs, writes and leaves nothing. Its output is a list of lines, fields separated by tabs.
$names = @('{{names}}' -split ' ' | Where-Object { $_ })
$addresses = @('{{addresses}}' -split ' ' | Where-Object { $_ })
$serverName = '{{serverName}}'
$port = [int]'{{port}}'
$protocol = '{{protocol}}'
$dnsServers = @('{{dnsServers}}' -split ' ' | Where-Object { $_ })
$limit = 1000 * [int]'{{seconds}}'
$tab = "`t"

function Line { $args -join $tab }
function Took($watch) { [long]($watch.Elapsed.TotalMilliseconds * 1000) }

function Resolve([string] $name) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $found = @()
    $outcome = 'Answered'
    $task = [Net.Dns]::GetHostAddressesAsync($name)
    try {
        if ($task.Wait($limit)) { $found = @($task.Result | ForEach-Object { "$_".Split('%')[0] }) } else { $outcome = 'TimedOut' }
    }
    catch {
        $outcome = switch ("$($_.Exception.GetBaseException().SocketErrorCode)") { 'HostNotFound' { 'NoSuchName' } 'NoData' { 'NoAddress' } 'TryAgain' { 'ServerFailure' } default { 'Failed' } }
    }
    Line 'dns' $name '-' $outcome (Took $watch) ($found -join ',')
}

# A server is what was given, its address and its port.
function Ask([string] $name, [string] $server) {
    $given, $address = $server.Split('#')[0, 1]
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $outcome = 'Answered'
    $records = @()
    try {
        $records = @(Resolve-DnsName -Name $name -Server $address -DnsOnly -NoHostsFile -Type A_AAAA -ErrorAction Stop | ForEach-Object {
            if ("$($_.QueryType)" -eq 'CNAME') { "$($_.Name) CNAME $($_.NameHost) $($_.TTL)" } elseif ($_.IPAddress) { "$($_.Name) $($_.QueryType) $($_.IPAddress) $($_.TTL)" }
        })
        if (-not ($records -match ' (A|AAAA) ')) { $outcome = 'NoAddress' }
    }
    catch {
        $outcome = switch ([int]$_.Exception.NativeErrorCode) { 9003 { 'NoSuchName' } 9501 { 'NoAddress' } 9002 { 'ServerFailure' } 9005 { 'Refused' } 1460 { 'TimedOut' } default { 'Failed' } }
    }
    Line 'dns' $name $given $outcome (Took $watch) ($records -join ',')
}

function Connect([string] $address, [string] $name) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $family = if ($address.Contains(':')) { 'InterNetworkV6' } else { 'InterNetwork' }
    $client = [Net.Sockets.TcpClient]::new([Net.Sockets.AddressFamily]$family)
    try {
        try {
            if (-not $client.ConnectAsync($address, $port).Wait($limit)) { Line 'tcp' $address 'TimedOut' (Took $watch); return }
        }
        catch {
            $outcome = switch -Regex ("$($_.Exception.GetBaseException().SocketErrorCode)") { 'Refused|Reset' { 'Refused' } 'Unreachable|AddressNotAvailable' { 'Unreachable' } 'TimedOut' { 'TimedOut' } default { 'Failed' } }
            Line 'tcp' $address $outcome (Took $watch)
            return
        }
        Line 'tcp' $address 'Connected' (Took $watch) $client.Client.LocalEndPoint.Address
        if ($protocol -eq 'Tcp') { return }
        $seen = @{ Problem = ''; Subject = ''; Issuer = ''; Expires = '' }
        $validate = [Net.Security.RemoteCertificateValidationCallback] {
            $certificate, $chain, $errors = $args[1..3]
            if ($certificate) {
                $seen.Subject = $certificate.Subject
                $seen.Issuer = $certificate.Issuer
                $seen.Expires = ([Security.Cryptography.X509Certificates.X509Certificate2]$certificate).NotAfter.ToUniversalTime().ToString('o')
            }
            $statuses = "$($chain.ChainStatus | ForEach-Object { $_.Status })"
            $seen.Problem = if ("$errors" -match 'ChainErrors' -and $statuses -ne 'NotTimeValid') { 'Untrusted' } elseif ("$errors" -match 'NameMismatch') { 'NameMismatch' } elseif ($statuses -match 'NotTimeValid') { 'Expired' } else { '' }
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
            $outcome = if ($seen.Problem) { $seen.Problem } elseif ("$($cause.SocketErrorCode)" -match 'TimedOut|WouldBlock') { 'TimedOut' } elseif ($cause -is [IO.IOException] -or $cause -is [Net.Sockets.SocketException]) { 'Closed' } else { 'Failed' }
            Line 'tls' $address $name $outcome (Took $watch) '' $seen.Subject $seen.Issuer $seen.Expires
            return
        }
        Line 'tls' $address $name 'Completed' (Took $watch) $stream.SslProtocol $seen.Subject $seen.Issuer $seen.Expires
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
        catch { if ("$($_.Exception.GetBaseException().SocketErrorCode)" -match 'TimedOut|WouldBlock') { $outcome = 'TimedOut' } }
        $status = ''
        $id = ''
        $policy = ''
        if ($text -match '^HTTP/\S+ (\d{3})') { $outcome = 'Answered'; $status = $Matches[1] } elseif ($text) { $outcome = 'Failed' }
        if ($text -match '(?im)^x-amzn?-request-?id:\s*(\S+)') { $id = $Matches[1] }
        if ($text -match '[^<>"{}\r\n\t]*VPC endpoint polic[^<>"{}\r\n\t]*') { $policy = $Matches[0].Trim() }
        Line 'http' $address $name $outcome (Took $watch) $status $id $policy
    }
    finally { $client.Dispose() }
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
        foreach ($name in $names) { if ($words.Count -gt 1 -and $words[1..($words.Count - 1)] -contains $name) { Line 'hosts' $words[0] $name } }
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

$answers = @(foreach ($name in $names) { Resolve $name; foreach ($server in $dnsServers) { Ask $name $server } })
$answers
$targets = @($addresses | ForEach-Object { "$_ $serverName" }) + @(foreach ($answer in $answers) {
    $fields = $answer.Split($tab)
    if ($fields[3] -eq 'Answered') { foreach ($part in $fields[5].Split(',')) { $words = $part.Split(' '); if ($words.Count -eq 1) { "$part $($fields[1])" } elseif ($words[1] -ne 'CNAME') { "$($words[2]) $($fields[1])" } } }
})
$done = @{}
$targets | Where-Object { $_.Trim() -and -not $done.ContainsKey($_) } | ForEach-Object { $done[$_] = 1; $address, $name = $_.Split(' '); Connect $address $name }
Line 'end'
