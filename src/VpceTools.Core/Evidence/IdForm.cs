using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>
/// The form of an id or a name: what AWS can give, and nothing else. Ids end up in command lines, scripts and file names, and evidence may
/// come from
/// anybody, so that a resource with another id, or one that refers to another, is not read.
/// </summary>
internal sealed class IdForm
{
    private const int MaximumNameLength = 255;
    private const int MaximumShown = 60;
    private readonly string _noun;
    private readonly string _prefix;
    private readonly int _maximum;
    private readonly Func<char, bool> _allows;
    private readonly string[] _words;

    private IdForm(string noun, string prefix, int maximum, Func<char, bool> allows, params string[] words) =>
        (_noun, _prefix, _maximum, _allows, _words) = (noun, prefix, maximum, allows, words);

    public static IdForm VpcEndpoint { get; } = Ec2("vpce");

    public static IdForm Vpc { get; } = Ec2("vpc");

    public static IdForm Subnet { get; } = Ec2("subnet");

    public static IdForm SecurityGroup { get; } = Ec2("sg");

    public static IdForm SecurityGroupRule { get; } = Ec2("sgr");

    public static IdForm NetworkAcl { get; } = Ec2("acl");

    public static IdForm RouteTable { get; } = Ec2("rtb");

    /// <summary>A copy of a snapshot names interfaces that EC2 has yet to make too: <c>eni-new-of-vpce-…-in-subnet-…</c>.</summary>
    public static IdForm NetworkInterface { get; } = new(
        "an id such as eni-0123456789abcdef0", "eni-", 96, c => IsAlphanumeric(c) || c == '-');

    public static IdForm Instance { get; } = Ec2("i");

    public static IdForm PrefixList { get; } = Ec2("pl");

    /// <summary>A VPC whose DHCP options are nobody's own says <c>default</c>.</summary>
    public static IdForm DhcpOptions { get; } = Ec2("dopt", "default");

    public static IdForm VpcPeeringConnection { get; } = Ec2("pcx");

    /// <summary>An account: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html.</summary>
    public static IdForm Account { get; } = new("an account's id, which has 12 digits", "", 12, IsDigit) { Minimum = 12 };

    /// <summary>Whoever owns a resource: an account, or a service of AWS by its alias (<c>amazon</c>, <c>amazon-elb</c>).</summary>
    public static IdForm Owner { get; } = new(
        "an account's id, which has 12 digits", "", 12, IsDigit, "amazon", "amazon-elb", "aws", "aws-marketplace")
    { Minimum = 12 };

    /// <summary>The name of an endpoint service.</summary>
    public static IdForm Service { get; } = new(
        "a service's name", "", MaximumNameLength, c => IsAlphanumeric(c) || c is '.' or '-' or '_');

    /// <summary>The name of a Region or a zone.</summary>
    public static IdForm Place { get; } = new("the name of a Region or zone", "", 64, c => IsAlphanumeric(c) || c == '-');

    /// <summary>The id of something whose form AWS does not document.</summary>
    public static IdForm Any { get; } = new("an id", "", 64, c => IsAlphanumeric(c) || c == '-');

    /// <summary>What a route leads to: <c>local</c>, an id, an address or an ARN.</summary>
    public static IdForm Target { get; } = new(
        "the target of a route", "", MaximumNameLength, c => IsAlphanumeric(c) || c is '-' or ':' or '/' or '.' or '_');

    /// <summary>A resource's full name: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.</summary>
    public static IdForm Arn { get; } = new(
        "an ARN", "arn:", 2048, c => IsAlphanumeric(c) || c is '-' or ':' or '/' or '.' or '_' or '*' or '+' or '=' or '@' or ',');

    /// <summary>
    /// A hosted zone: up to 32 characters, https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html. Route 53 begins
    /// them with a Z, which it documents nowhere; simulations begin them otherwise.
    /// </summary>
    public static IdForm HostedZone { get; } = new("a hosted zone's id such as Z0123456789ABCDEFGHIJ", "", 32, IsAlphanumeric)
    {
        Pattern = Word("(?:Z(?=[A-Z]*[0-9])[0-9A-Z]+|(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[0-9A-Z]{14,32})"),
    };

    /// <summary>What the Resolver and DNS Firewall name; AWS's own rules have words in their ids.</summary>
    public static IdForm Resolver { get; } = new(
        "an id such as rslvr-rr-0123456789abcdef0", "rslvr-", 64, c => IsAlphanumeric(c) || c == '-');

    public static IdForm ResolverEndpoint { get; } = new(
        "an id such as rslvr-in-0123456789abcdef0", "rslvr-", 64, c => IsAlphanumeric(c) || c == '-')
    {
        Pattern = Word("rslvr-(?:in|out)-[0-9a-f]+"),
    };

    public static IdForm FirewallRuleGroup { get; } = Ec2("rslvr-frg");

    public static IdForm FirewallDomainList { get; } = Ec2("rslvr-fdl");

    public static IdForm Profile { get; } = Ec2("rp");

    /// <summary>
    /// A domain name as Route 53 writes it, which escapes all but letters, digits, hyphen, underscore and dot:
    /// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html. People write the asterisk itself.
    /// </summary>
    public static IdForm Domain { get; } = new("a domain name", "", 1024, c => IsAlphanumeric(c) || c is '-' or '_' or '.' or '\\' or '*');

    private int Minimum { get; init; } = 1;

    /// <summary>How the id is found in the name of a file, where hexadecimal digits after the prefix are not all of it.</summary>
    private Regex? Pattern { get; init; }

    /// <summary>
    /// Ids of EC2: today 8 or 17 hexadecimal digits. "The Id may only contain lowercase alphanumeric characters and a single dash", in
    /// EC2's own words;
    /// capitals are those of the examples on AWS's pages (<c>vpc-0e9801d129EXAMPLE</c>).
    /// </summary>
    public static IdForm Ec2(string prefix, params string[] words) =>
        new($"an id such as {prefix}-0123456789abcdef0", prefix + "-", 32, IsAlphanumeric, words);

    /// <summary>Whether the text has the form.</summary>
    public bool Matches(string text)
    {
        var length = text.Length - _prefix.Length;
        if (length < Minimum || length > _maximum || !text.StartsWith(_prefix, StringComparison.Ordinal))
            return Array.IndexOf(_words, text) >= 0;
        for (var i = _prefix.Length; i < text.Length; i++)
            if (!_allows(text[i]))
                return Array.IndexOf(_words, text) >= 0;
        return true;
    }

    /// <summary>Refuses what AWS cannot have given; what is absent is no fault.</summary>
    /// <exception cref="UnreadableValueException">The text is no such id.</exception>
    public void Check(string property, string? text)
    {
        if (!string.IsNullOrEmpty(text) && !Matches(text!))
            throw new UnreadableValueException($"{property} is '{Shown(text!)}', which is not {_noun}");
    }

    /// <summary>Refuses any of several.</summary>
    /// <exception cref="UnreadableValueException">A text is no such id.</exception>
    public void Check(string property, ValueList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
            Check(property, texts[i]);
    }

    /// <summary>
    /// The only id of this form that a file's or folder's name holds as a word of its own; null without one, or with several.
    /// </summary>
    public string? FindIn(string name)
    {
        string? found = null;
        if (Pattern is not null)
        {
            var words = Pattern.Matches(name).Cast<Match>().Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(2).ToList();
            return words.Count == 1 && Matches(words[0]) ? words[0] : null;
        }

        var start = -1;
        while ((start = name.IndexOf(_prefix, start + 1, StringComparison.Ordinal)) >= 0)
        {
            // Hexadecimal digits only: words of the name, such as those of the command, must not pass for ids.
            var end = start + _prefix.Length;
            while (end < name.Length && Uri.IsHexDigit(name[end]))
                end++;
            var isWord = (start == 0 || !IsAlphanumeric(name[start - 1])) && (end == name.Length || !IsAlphanumeric(name[end]));
            if (!isWord || end == start + _prefix.Length)
                continue;
            var id = name.Substring(start, end - start);
            if (found is not null && found != id)
                return null;
            found = id;
        }

        return found;
    }

    /// <summary>A text of unknown origin as a message may show it: cut, and without anything that a terminal obeys.</summary>
    internal static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Take(MaximumShown))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format
                ? $"\\u{(int)c:x4}" : c.ToString());
        return text.Length <= MaximumShown ? shown.ToString() : shown.Append('…').ToString();
    }

    private static Regex Word(string pattern) => new(
        $"(?<![0-9A-Za-z])(?:{pattern})(?![0-9A-Za-z])", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsAlphanumeric(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
