using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Reads a policy document. One object reads one text.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</remarks>
internal sealed class PolicyParser
{
    private const int MaxErrors = 100;

    private readonly string _text;
    private readonly List<PolicyError> _errors = [];
    private readonly List<PolicyIrregularity> _irregularities = [];

    private PolicyParser(string text) => _text = text;

    public static PolicyParseResult Parse(string text)
    {
        var (root, error) = PolicyJsonReader.Read(text);
        if (root is null)
            return new PolicyParseResult(null, [error!]);
        var parser = new PolicyParser(text);
        var document = parser.ReadDocument(root);
        return parser._errors.Count == 0
            ? new PolicyParseResult(document, [])
            : new PolicyParseResult(null, parser._errors.OrderBy(found => (found.Line, found.Column)).Take(MaxErrors).ToValueList());
    }

    /// <summary>Whether reading on would tell nothing more. The errors are not sorted yet, so that more are kept than are told.</summary>
    public bool HasEnoughErrors => _errors.Count >= 10 * MaxErrors;

    public void Fail(TextPosition position, string message)
    {
        if (!HasEnoughErrors)
            _errors.Add(new PolicyError(message, position.Line, position.Column));
    }

    /// <summary>Notes what can be evaluated although AWS would not take it.</summary>
    public void Note(PolicyIrregularity irregularity) => _irregularities.Add(irregularity);

    /// <summary>
    /// The members of an object by name. "Individual elements must not contain multiple instances of the same key", and unknown elements
    /// are errors to AWS, but do not keep the rest from being read; unless <paramref name="refuse"/> takes them, they are noted.
    /// </summary>
    public Dictionary<string, PolicyJsonMember> ReadMembers(
        PolicyJsonNode node, string[] known, int? statement, Func<PolicyJsonMember, PolicyJsonMember, PolicyJsonMember?> merge,
            Action<PolicyJsonMember>? refuse = null)
    {
        var members = new Dictionary<string, PolicyJsonMember>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            var isKnown = known.Contains(member.Name, StringComparer.Ordinal);
            if (!isKnown && refuse is not null)
            {
                refuse(member);
            }
            else if (!isKnown)
            {
                var meant = Array.Find(known, name => string.Equals(name, member.Name, StringComparison.OrdinalIgnoreCase));
                var hint = meant is null ? "" : $" Names of elements are case-sensitive: did you mean '{meant}'?";
                Note(new PolicyIrregularity(
                    PolicyIrregularityKind.UnknownElement, member.Name, $"'{member.Name}' is not an element of the policy language.{hint}",
                        member.Position, statement));
            }
            else if (!members.TryGetValue(member.Name, out var earlier))
            {
                members[member.Name] = member;
            }
            else if (merge(earlier, member) is { } merged)
            {
                members[member.Name] = merged;
                Note(new PolicyIrregularity(
                    PolicyIrregularityKind.RepeatedElement, member.Name, $"'{member.Name}' is duplicated.",
                        member.Position, statement));
            }
            else
            {
                Fail(member.Position, $"'{member.Name}' is duplicated.");
            }
        }

        return members;
    }

    /// <summary>The text or texts of a value.</summary>
    public IEnumerable<PolicyJsonNode> ReadStrings(PolicyJsonMember member)
    {
        var nodes = member.Value.IsArray ? member.Value.Items : [member.Value];
        foreach (var node in nodes)
        {
            if (node.IsString)
                yield return node;
            else if (HasEnoughErrors)
                yield break;
            else
                Fail(node.Position, $"'{member.Name}' takes a text or a list of texts, not {node.Description}.");
        }
    }

    /// <summary>The text of a member that has just one; null without it.</summary>
    public string? ReadString(Dictionary<string, PolicyJsonMember> members, string name)
    {
        if (!members.TryGetValue(name, out var member))
            return null;
        if (!member.Value.IsString)
            Fail(member.Value.Position, $"'{name}' takes a text, not {member.Value.Description}.");
        return member.Value.Text;
    }

    private PolicyDocument? ReadDocument(PolicyJsonNode root)
    {
        if (!root.IsObject)
        {
            Fail(root.Position, $"A policy is a JSON object, not {root.Description}.");
            return null;
        }

        var members = ReadMembers(root, ["Version", "Id", "Statement"], null, (_, _) => null);
        var version = PolicyVersion.V2008;
        if (ReadString(members, "Version") is { } text)
        {
            if (text == "2012-10-17")
                version = PolicyVersion.V2012;
            else if (text != "2008-10-17" && members["Version"].Value.IsString)
                Fail(
                    members["Version"].Value.Position,
                    $"'{text}' is not a version of the policy language; these are 2012-10-17 and 2008-10-17.");
        }

        var id = ReadString(members, "Id");
        var statements = new List<PolicyStatement>();
        if (!members.TryGetValue("Statement", out var statement))
        {
            Fail(root.Position, "The policy has no 'Statement'.");
        }
        else
        {
            var nodes = statement.Value.IsArray ? statement.Value.Items : [statement.Value];
            for (var i = 0; i < nodes.Count && !HasEnoughErrors; i++)
            {
                if (StatementReader.Read(this, nodes[i], i, version) is { } read)
                    statements.Add(read);
            }
        }

        return new PolicyDocument
        {
            Text = _text,
            Version = version,
            HasVersion = members.ContainsKey("Version"),
            Id = id,
            Statements = statements.ToValueList(),
            Irregularities = _irregularities.ToValueList(),
        };
    }
}
