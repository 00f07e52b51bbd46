using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions.Code;

/// <summary>
/// How code refers to what EC2 knows by its id. Without code, and for what it does not make, that is the id itself; from one stack or
/// module into another no reference leads, so that there is none.
/// </summary>
/// <param name="plan">What is known of the code; null without any.</param>
internal sealed class CodeNames(NetworkPlan? plan)
{
    private static readonly Regex Ids = new("\"?(?<![0-9A-Za-z-])(?<id>[a-z]+-[0-9a-f]{17})(?![0-9A-Za-z])\"?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>The names of a network that no code describes.</summary>
    public static CodeNames None { get; } = new(null);

    /// <summary>The names of a network.</summary>
    public static CodeNames Of(NetworkPlan plan) => new(plan);

    /// <summary>Where a resource is written; null for one that no code describes.</summary>
    public CodeOrigin? OriginOf(string id) => plan?.OriginOf(id);

    /// <summary>Whether a group has its rules inside, where a further one belongs too.</summary>
    public bool HasInlineRules(string groupId, bool isEgress) => plan?.InlineRules.Contains((groupId, isEgress)) == true;

    /// <summary>The VPC or subnet of the code whose block this is; null where none has it.</summary>
    public string? OwnerOf(string block) => plan is not null && plan.Blocks.TryGetValue(block, out var id) ? id : null;

    /// <summary>The name of the parameter that an id stands for; null where it stands for none.</summary>
    public string? ParameterOf(string id) =>
        plan is not null && plan.StandIns.TryGetValue(id, out var open) && open.Address == "Parameters" ? open.Attribute : null;

    /// <summary>Whether an id is made up, so that it must not stand in code.</summary>
    public bool IsMadeUp(string id) => plan is not null
        && (plan.StandIns.ContainsKey(id) || (plan.OriginOf(id) is not null && !plan.RealIds.Contains(id)));

    /// <summary>
    /// A document in which references stand for the ids that are made up; null where it cannot be written: a part of it is not known, or
    /// such an id is a part of a longer text.
    /// </summary>
    public string? DocumentOf(string json, Func<string, string> reference)
    {
        if (json.Contains(NetworkPlan.NotKnownYet))
            return null;
        var written = Ids.Replace(json, match => match.Value[0] == '"' && match.Value[match.Length - 1] == '"'
            && IsMadeUp(match.Groups["id"].Value) ? reference(match.Groups["id"].Value) : match.Value);
        return Ids.Matches(written).Cast<Match>().Any(match => IsMadeUp(match.Groups["id"].Value)) ? null : written;
    }

    /// <summary>Whether two resources are written in one stack or module.</summary>
    public static bool AreTogether(CodeOrigin one, CodeOrigin other) => one.Language == other.Language && one.Scope == other.Scope;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CodeNames;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
