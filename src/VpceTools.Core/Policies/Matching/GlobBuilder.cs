namespace VpceTools.Policies;

/// <summary>Puts a <see cref="GlobPattern"/> together from text with wildcards and text that stands for itself.</summary>
internal sealed class GlobBuilder
{
    private readonly List<char> _chars = [];
    private readonly List<GlobToken> _tokens = [];

    /// <summary>Adds text in which <c>*</c> and <c>?</c> are wildcards.</summary>
    public GlobBuilder AddPattern(string text)
    {
        foreach (var character in text)
            Add(character, character switch { '*' => GlobToken.Many, '?' => GlobToken.One, _ => GlobToken.Literal });
        return this;
    }

    /// <summary>Adds text that stands for itself.</summary>
    public GlobBuilder AddLiteral(string text)
    {
        foreach (var character in text)
            Add(character, GlobToken.Literal);
        return this;
    }

    public GlobPattern Build() => new([.. _chars], [.. _tokens]);

    /// <summary>
    /// The pattern with the rules of the Resource element: a wildcard stays within its field of the ARN, but a star at the end of a field
    /// "can expand to match beyond the colon boundaries"
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
    /// </summary>
    public GlobPattern BuildResource()
    {
        BindWildcardsToFields(starsAtFieldEndCross: true);
        return Build();
    }

    /// <summary>
    /// The pattern with the rules of ArnLike: "each of the six colon-delimited components of the ARN is checked separately"
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN); null when it
    /// has not six.
    /// </summary>
    public GlobPattern? BuildArn() => BindWildcardsToFields(starsAtFieldEndCross: false) ? Build() : null;

    private void Add(char character, GlobToken token)
    {
        _chars.Add(character);
        _tokens.Add(token);
    }

    private bool BindWildcardsToFields(bool starsAtFieldEndCross)
    {
        const int ResourceField = 5;
        var field = 0;
        for (var i = 0; i < _tokens.Count && field < ResourceField; i++)
        {
            switch (_tokens[i])
            {
                case GlobToken.Literal when _chars[i] == ':':
                    field++;
                    break;
                case GlobToken.One:
                    _tokens[i] = GlobToken.OneInField;
                    break;
                case GlobToken.Many when !(starsAtFieldEndCross
                    && (i + 1 == _tokens.Count || (_tokens[i + 1] == GlobToken.Literal && _chars[i + 1] == ':'))):
                    _tokens[i] = GlobToken.ManyInField;
                    break;
            }
        }

        return field == ResourceField;
    }
}
