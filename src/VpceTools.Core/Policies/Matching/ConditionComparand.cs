using System.Globalization;
using VpceTools.Addressing;

namespace VpceTools.Policies;

/// <summary>A policy's value in the form that its operator compares. A value that is not of the operator's type matches nothing.</summary>
internal abstract class ConditionComparand
{
    /// <summary>Whether the value is one that the operator can compare with.</summary>
    public virtual bool IsValid => true;

    /// <summary>Whether every value of a request matches.</summary>
    public virtual bool MatchesEverything => false;

    /// <summary>Whether the value of the request matches; negation is the caller's.</summary>
    public abstract bool IsMatch(string requestValue);

    /// <summary>Whether the name of a request matches that may be a set of names.</summary>
    public virtual Truth Compare(RequestName name) => Truth.Unknown;

    /// <summary>The comparand of an operator.</summary>
    public static ConditionComparand Create(ConditionOperatorKind kind, TemplatePart[] parts) => kind switch
    {
        ConditionOperatorKind.StringEquals => new TextComparand(PolicyTemplate.Join(parts), StringComparison.Ordinal),
        ConditionOperatorKind.StringEqualsIgnoreCase => new TextComparand(PolicyTemplate.Join(parts), StringComparison.OrdinalIgnoreCase),
        ConditionOperatorKind.StringLike => new PatternComparand(PolicyTemplate.ToGlob(parts).Build()),
        ConditionOperatorKind.ArnLike => new PatternComparand(PolicyTemplate.ToGlob(parts).BuildArn()),
        ConditionOperatorKind.Bool or ConditionOperatorKind.Null => new BooleanComparand(PolicyTemplate.Join(parts)),
        ConditionOperatorKind.BinaryEquals => new BinaryComparand(PolicyTemplate.Join(parts)),
        ConditionOperatorKind.IpAddress => new AddressComparand(PolicyTemplate.Join(parts)),
        >= ConditionOperatorKind.DateEquals and <= ConditionOperatorKind.DateGreaterThanEquals =>
            new OrderComparand<DateTime>(
                kind - ConditionOperatorKind.DateEquals, PolicyDate.TryParse(PolicyTemplate.Join(parts)), PolicyDate.TryParse),
        _ => new OrderComparand<decimal>(
            kind - ConditionOperatorKind.NumericEquals, PolicyNumber.TryParse(PolicyTemplate.Join(parts)), PolicyNumber.TryParse),
    };

    private sealed class TextComparand(string value, StringComparison comparison) : ConditionComparand
    {
        public override bool IsMatch(string requestValue) => string.Equals(value, requestValue, comparison);

        public override Truth Compare(RequestName name) =>
            comparison == StringComparison.Ordinal ? name.IsIn(new GlobBuilder().AddLiteral(value).Build()) : Truth.Unknown;
    }

    private sealed class PatternComparand(GlobPattern? pattern) : ConditionComparand
    {
        public override bool IsValid => pattern is not null;

        public override bool MatchesEverything => pattern is { MatchesEverything: true };

        public override bool IsMatch(string requestValue) => pattern is not null && pattern.IsMatch(requestValue);

        public override Truth Compare(RequestName name) => pattern is null ? Truth.False : name.IsIn(pattern);
    }

    private sealed class BooleanComparand(string value) : ConditionComparand
    {
        private readonly bool? _value = bool.TryParse(value, out var parsed) ? parsed : null;

        public override bool IsValid => _value is not null;

        public override bool IsMatch(string requestValue) => bool.TryParse(requestValue, out var actual) && actual == _value;
    }

    private sealed class BinaryComparand(string value) : ConditionComparand
    {
        private readonly byte[]? _value = FromBase64(value);

        public override bool IsValid => _value is not null;

        public override bool IsMatch(string requestValue) =>
            _value is not null && FromBase64(requestValue) is { } actual && actual.SequenceEqual(_value);

        private static byte[]? FromBase64(string text)
        {
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                // netstandard2.0 has no TryFromBase64String; text that is not base64 has no bytes to compare.
                return null;
            }
        }
    }

    private sealed class AddressComparand : ConditionComparand
    {
        private readonly CidrBlock? _block;

        // "If you specify an IP address without the associated routing prefix, IAM uses the default prefix value of /32", for IPv6 /128.
        public AddressComparand(string value) =>
            _block = CidrBlock.TryParse(value, out var block) ? block : IpAddress.TryParse(value, out var address)
                ? CidrBlock.OfHost(address) : null;

        public override bool IsValid => _block is not null;

        public override bool IsMatch(string requestValue) =>
            _block is { } block && IpAddress.TryParse(requestValue, out var address) && block.Contains(address);
    }

    private sealed class OrderComparand<T>(int relation, T? value, Func<string, T?> parse) : ConditionComparand
        where T : struct, IComparable<T>
    {
        public override bool IsValid => value is not null;

        public override bool IsMatch(string requestValue)
        {
            if (value is not { } expected || parse(requestValue) is not { } actual)
                return false;
            var order = actual.CompareTo(expected);
            // The order in which both families of ConditionOperatorKind list their relations.
            return relation switch { 0 => order == 0, 1 => order < 0, 2 => order <= 0, 3 => order > 0, _ => order >= 0 };
        }
    }
}

/// <summary>Reads "an integer or decimal value", as the numeric operators compare.</summary>
internal static class PolicyNumber
{
    /// <summary>The number; null when the text is none.</summary>
    public static decimal? TryParse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
