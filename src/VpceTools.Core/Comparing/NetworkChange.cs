using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>One thing that two networks say differently: a resource, a rule, an association or a setting.</summary>
public sealed record NetworkChange
{
    /// <summary>The resource.</summary>
    public required string ResourceId { get; init => field = ShownText.Line(value); }

    /// <summary>The kind of the resource as CloudFormation names it, for example <c>AWS::EC2::SecurityGroup</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>What happened to it.</summary>
    public required ChangeKind Change { get; init; }

    /// <summary>The property that changed, for example <c>Ingress</c>; null for the resource as a whole.</summary>
    public string? Property { get; init; }

    /// <summary>What was; null for nothing.</summary>
    public string? Before { get; init => field = ShownText.LinesOrNull(value); }

    /// <summary>What is; null for nothing.</summary>
    public string? After { get; init => field = ShownText.LinesOrNull(value); }

    /// <summary>The change in a few words, for example <c>ingress rule tcp 443 10.0.0.0/16 removed</c>.</summary>
    public required string Description { get; init => field = ShownText.Line(value); }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Who made the change, where CloudTrail tells it.</summary>
    public string? ChangedBy { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>When the change was made, where CloudTrail tells it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The call that made the change, where CloudTrail tells it.</summary>
    public string? EventName { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The id of the event in CloudTrail.</summary>
    public string? EventId { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>One line, for what shows changes in a cell.</summary>
    public override string ToString() => $"{ResourceId}: {Description}"
        + (EventName is null ? "" : $" ({EventName} by {ChangedBy ?? "nobody named"}"
            + (ChangedAt is { } at ? $" at {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
                System.Globalization.CultureInfo.InvariantCulture)})" : ")"));
}

/// <summary>What happened to a resource or a part of it.</summary>
public enum ChangeKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It is there and was not.</summary>
    Added,

    /// <summary>It was there and is not.</summary>
    Removed,

    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>One of the two networks does not tell it: nobody knows what happened.</summary>
    Unseen,
}
