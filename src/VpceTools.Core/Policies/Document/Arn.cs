namespace VpceTools.Policies;

/// <summary>The six fields of an Amazon Resource Name.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</remarks>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>Reads an ARN or a pattern of ARNs; null when the text has not six fields or does not begin with <c>arn</c>.</summary>
    public static Arn? TryParse(string? text)
    {
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
            return null;
        var fields = text.Split([':'], 6);
        return fields.Length == 6 ? new Arn(fields[1], fields[2], fields[3], fields[4], fields[5]) : null;
    }

    /// <summary>Where the sixth field begins; -1 without one.</summary>
    public static int IndexOfResource(string text)
    {
        var at = -1;
        for (var colon = 0; colon < 5; colon++)
        {
            at = text.IndexOf(':', at + 1);
            if (at < 0)
                return -1;
        }

        return at + 1;
    }

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
