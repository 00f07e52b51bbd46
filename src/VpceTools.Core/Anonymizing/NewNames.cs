using System.Text.RegularExpressions;
using VpceTools.Addressing;
using VpceTools.Needs;
using VpceTools.Policies;

namespace VpceTools.Anonymizing;

/// <summary>
/// New ids, accounts, addresses, names and words for old ones, each always the same. What AWS itself writes stays: Regions, services, its
/// names and words. What is not known to be AWS's is replaced.
/// </summary>
internal sealed class NewNames
{
    private const string Hex = "0123456789abcdef";

    /// <summary>What may stand in one word, without what separates words.</summary>
    private static readonly Regex Token = new(
        @"(?<uuid>(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z]))"
        + @"|(?<account>(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z]))"
        + @"|(?<address>(?<![0-9A-Za-z.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?![0-9A-Za-z.]))"
        + @"|(?<id>(?<![0-9A-Za-z])(?:vpce-svc|vpce|vpc|subnet|sgr|sg|acl|aclassoc|rtbassoc|rtb|eni|nat|eigw|igw|tgw-attach"
        + @"|tgw-rtb|tgw|pcx|pl|dopt|eipalloc|rcfg|snra|rp|rslvr-[a-z]+)-(?:[0-9a-f]{8}(?:[0-9a-f]{9})?|[0-9a-z]*[0-9][0-9a-z]*)(?![0-9A-Za-z])"
        + @"|(?<![0-9A-Za-z])(?:i|ami|vol)-[0-9a-f]{8}(?:[0-9a-f]{9})?(?![0-9A-Za-z])|(?<![0-9A-Za-z])o-[0-9a-z]{10,32}(?![0-9A-Za-z]))"
        + @"|(?<word>[\p{L}\p{N}\p{M}_]+)|(?<other>[^\x00-\x7F]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    private static readonly Regex Place = new(
        @"^(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-[0-9]+"
        + @"(?:-(?:wl[0-9]-)?[a-z]{3}-(?:wlz-)?[0-9]+)?[a-z]?\z|^eusc-de-east-[0-9][a-z]?\z|^[a-z]{3,5}[0-9]+-az[0-9]+\z|^(?:aws-)?global\z",
        RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    private static readonly Regex Plain =
        new("^-?[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\\z", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    private static readonly Lazy<HashSet<string>> AwsLabels = new(() => new(
        ServiceCatalog.Services.SelectMany(service => ServiceCatalog.HostsOf(service.Code, "us-east-1")
                .Concat(ServiceCatalog.HostsOf(service.Code, "eu-west-1"))
                .SelectMany(host => host.Text.Split('.')).Concat(service.Code.Split('.', '-')).Append(service.Code))
            .Where(label => label.IndexOfAny(['{', '*']) < 0)
            .Concat(("amazonaws com cn eu aws api on vpce dualstack fips s3 s3-control s3-accesspoint s3express dkr ecr execute-api ec2 "
                + "elb "
                + "compute compute-1 internal global ipv6 rds cache lambda-url privatelink cloudfront net awsglobalaccelerator mesh sso "
                + "hooks accesspoint bucket control").Split(' ')),
        StringComparer.OrdinalIgnoreCase));

    /// <summary>Domains whose names AWS gives.</summary>
    private static readonly string[] AwsDomains =
    [
        "amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "on.aws", "aws", "compute.internal", "ec2.internal",
        "compute-1.internal", "cloudfront.net", "amazon.com", "cloudapp.net", "awsglobalaccelerator.com",
    ];

    private static readonly HashSet<string> CommonDomains =
        new("com net org io dev internal local localdomain corp lan test example arpa home cloud app".Split(' '),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of descriptions that AWS writes, and the kinds of resources in ARNs.</summary>
    private static readonly HashSet<string> AwsWords = new(
        ("arn aws iam sts s3 ELB app net gwy EFS mount target for Route 53 Resolver AWS Lambda VPC ENI Amazon EKS Endpoint Interface "
        + "NAT Gateway Attached to Glue using role DO NOT DELETE managed by SageMaker Studio Domain Do not delete Network created access "
        + "resources in your Notebook Instance K8S ecs attachment RDSNetworkInterface "
        + "user group assumed federated root table function secret key alias log stream repository cluster service task definition "
        + "instance vpc subnet resourceconfiguration "
        + "servicenetwork endpoint resolver rule hostedzone firewall profile session object parameter document accesspoint policy "
        + "PRIMARY SECONDARY failover latency geolocation geoproximity cidr true false null AIDA AROA").Split(' '), StringComparer.Ordinal);

    private readonly Dictionary<string, OrderedNames> _ids = new(StringComparer.Ordinal);
    private readonly OrderedNames _accounts = new(count => OrderedNames.Random("123456789", 12, count));
    private readonly OrderedNames _labels = new(count => OrderedNames.Numbered("n", count));
    private readonly OrderedNames _words = new(count => OrderedNames.Numbered("w", count));
    private readonly OrderedNames _zones =
        new(count => [.. OrderedNames.Random("0123456789", 9, count).Select(digits => $"Z{digits}ABCDEFGHIJK")]);
    private readonly OrderedNames _uuids = new(count => [.. OrderedNames.Random(Hex, 32, count)
        .Select(digits => Guid.ParseExact(digits, "N").ToString("D"))]);

    private readonly HashSet<string> _awsIds = new(StringComparer.Ordinal);
    private bool _isSettled;

    /// <summary>The addresses.</summary>
    public AddressMap Addresses { get; } = new();

    /// <summary>An id of AWS's own, which stays.</summary>
    public void Keep(string? id)
    {
        if (id is not null)
            _awsIds.Add(id);
    }

    /// <summary>Ends the gathering.</summary>
    public void Settle()
    {
        _isSettled = true;
        Addresses.Settle();
        foreach (var names in _ids.Values.Concat([_accounts, _labels, _words, _zones, _uuids]))
            names.Settle();
    }

    /// <summary>The id of a resource.</summary>
    public string Id(string id)
    {
        if (id.Length == 0 || id is "local" or "default" || _awsIds.Contains(id)
            || id.StartsWith("rslvr-autodefined", StringComparison.Ordinal))
            return id;
        if (IpAddress.TryParse(id, out _) || id.StartsWith("arn:", StringComparison.Ordinal))
            return id.StartsWith("arn:", StringComparison.Ordinal) ? Arn(id) : Address(id);
        if (id.IndexOf('/') is > 0 and var slash)
            return $"{Id(id.Substring(0, slash))}/{Text(id.Substring(slash + 1))}";
        // An interface that is only planned is named for its endpoint and subnet.
        if (id.StartsWith("eni-new-of-", StringComparison.Ordinal) && id.IndexOf("-in-", StringComparison.Ordinal) is > 0 and var place)
            return $"eni-new-of-{Id(id.Substring(11, place - 11))}-in-{Id(id.Substring(place + 4))}";
        var dash = id.LastIndexOf('-');
        var prefix = dash < 0 ? "" : id.Substring(0, dash);
        if (!_ids.TryGetValue(prefix, out var ids))
            _ids[prefix] = ids =
                new(count =>
                [.. OrderedNames.Random(Hex, 17, count).Select(digits => prefix.Length == 0 ? $"id{digits}" : $"{prefix}-{digits}")]);
        return ids.Of(id);
    }

    /// <summary>The id of a hosted zone, with or without its path.</summary>
    public string Zone(string id)
    {
        var slash = id.LastIndexOf('/');
        var bare = id.Substring(slash + 1);
        var made = bare.Length == 0 || _awsIds.Contains(bare) ? bare : _zones.Of(bare);
        return $"{id.Substring(0, slash + 1)}{made}";
    }

    /// <summary>Whoever owns something: an account, or AWS by a word.</summary>
    public string Account(string account) => account.Length == 12 && account.All(char.IsDigit) ? _accounts.Of(account)
        : account.StartsWith("amazon", StringComparison.Ordinal) || account.StartsWith("aws", StringComparison.Ordinal)
            || account.Length == 0
            ? account : Text(account);

    /// <summary>A word of AWS's own, such as a state.</summary>
    public string Word(string word) => word.Length == 0 || (Plain.IsMatch(word) && !Token.Matches(word).Cast<Match>()
        .Any(match => match.Groups["account"].Success || match.Groups["id"].Success || match.Groups["address"].Success))
            ? word : Text(word);

    /// <summary>A Region or zone.</summary>
    public string Region(string place) => place.Length == 0 || Place.IsMatch(place) ? place : Text(place);

    /// <summary>The name of an endpoint service, which AWS gives.</summary>
    public string Service(string name) =>
        name.StartsWith("com.amazonaws.", StringComparison.Ordinal) || name.StartsWith("cn.com.amazonaws.", StringComparison.Ordinal)
            || name.StartsWith("aws.", StringComparison.Ordinal)
            ? string.Join(".", name.Split('.').Select(label => label.StartsWith("vpce-svc-", StringComparison.Ordinal) ? Id(label) : label))
            : Domain(name);

    /// <summary>An address or block as text.</summary>
    public string Address(string text) => CidrBlock.TryParse(text, out var block) && text.Contains('/') ? Addresses.Of(block).ToString()
        : IpAddress.TryParse(text, out var address) ? Addresses.Of(address).ToString() : text == "AmazonProvidedDNS" ? text : Domain(text);

    /// <summary>A domain name.</summary>
    public string Domain(string name)
    {
        var bare = name.TrimEnd('.').ToLowerInvariant();
        if (bare.Length == 0)
            return name;
        var end = name.EndsWith(".", StringComparison.Ordinal) ? "." : "";
        if (Reverse(bare) is { } reverse)
            return reverse + end;
        var aws = Array.Find(AwsDomains, domain => bare == domain || bare.EndsWith("." + domain, StringComparison.Ordinal));
        var labels = bare.Split('.');
        return string.Join(".", labels.Select((label, i) => Label(label, aws is not null, isLast: i == labels.Length - 1 && i > 0))) + end;
    }

    /// <summary>An ARN.</summary>
    public string Arn(string arn)
    {
        if (AwsOwnedResources.Contains(arn))
            return arn;
        var parts = arn.Split([':'], 6);
        return parts.Length < 6 || parts[0] != "arn" ? Text(arn)
            : string.Join(":", parts[0], parts[1], parts[2], parts[3], parts[4] is "" or "*" or "aws" ? parts[4] : Account(parts[4]),
                parts[2] == "route53" && parts[5].StartsWith("hostedzone/", StringComparison.Ordinal) ? Zone(parts[5]) : Text(parts[5]));
    }

    /// <summary>A text of anybody's: what separates its words stays.</summary>
    public string Text(string text) => Token.Replace(text, match =>
        match.Groups["uuid"].Success ? _uuids.Of(match.Value)
        : match.Groups["account"].Success ? _accounts.Of(match.Value)
        : match.Groups["id"].Success ? Id(match.Value)
        : match.Groups["address"].Success ? Address(match.Value)
        : AwsWords.Contains(match.Value) || Place.IsMatch(match.Value) || match.Value == "_" ? match.Value : _words.Of(match.Value));

    /// <summary>What EC2 says of a failure: a code, and perhaps a text that may name anything.</summary>
    public string Failure(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var code = colon < 0 ? text : text.Substring(0, colon);
        return !code.All(char.IsLetter) ? Text(text) : colon < 0 ? text : $"{code}: {Text(text.Substring(colon + 2))}";
    }

    /// <summary>A name or description of somebody's own.</summary>
    public string Own(string text) => text.Length == 0 ? text : _words.Of(text);

    private string Label(string label, bool isAws, bool isLast)
    {
        if (label is "*" or "\\052" or "")
            return label;
        if (isLast && CommonDomains.Contains(label))
            return label;
        if (isAws && (AwsLabels.Value.Contains(label) || Place.IsMatch(label)))
            return label;
        if (label.Length == 12 && label.All(char.IsDigit))
            return _accounts.Of(label);
        if (label.StartsWith("ip-", StringComparison.Ordinal) && IpAddress.TryParse(label.Substring(3).Replace('-', '.'), out var address))
            return $"ip-{Addresses.Of(address).ToString().Replace('.', '-')}";
        // vpce-0123456789abcdef0-1a2b3c4d-us-east-1a
        if (isAws && label.StartsWith("vpce-", StringComparison.Ordinal) && label.Split('-') is { Length: >= 2 } pieces)
        {
            var rest = string.Join("-", pieces.Skip(3));
            return Id($"vpce-{pieces[1]}") + (pieces.Length > 2 ? "-" + Piece(pieces[2]) : "")
                + (rest.Length == 0 ? "" : "-" + (Place.IsMatch(rest) ? rest : _labels.Of(rest)));
        }

        return label[0] == '_' && label.Length > 1 ? $"_{_labels.Of(label.Substring(1))}" : _labels.Of(label);
    }

    /// <summary>The eight digits that make the name of an endpoint one that nobody guesses.</summary>
    private string Piece(string piece)
    {
        const string Kind = "\u0000piece";
        if (!_ids.TryGetValue(Kind, out var pieces))
            _ids[Kind] = pieces = new(count => OrderedNames.Random(Hex, 8, count));
        return pieces.Of(piece);
    }

    /// <summary>A reverse name, by the block that it is of; null for another name.</summary>
    private string? Reverse(string name)
    {
        const string V4 = ".in-addr.arpa";
        if (!name.EndsWith(V4, StringComparison.Ordinal))
            return null;
        var parts = name.Substring(0, name.Length - V4.Length).Split('.');
        var octets = Enumerable.Reverse(parts).ToList();
        if (octets.Count > 4
            || !IpAddress.TryParse(string.Join(".", octets.Concat(Enumerable.Repeat("0", 4 - octets.Count))), out var address))
            return null;
        var mapped = Addresses.Of(CidrBlock.Containing(address, 8 * octets.Count)).First.ToString().Split('.');
        return string.Join(".", mapped.Take(octets.Count).Reverse()) + V4;
    }

    /// <summary>Whether the new names are known.</summary>
    public bool IsSettled => _isSettled;
}
