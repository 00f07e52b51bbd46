namespace VpceTools.Terraform;

/// <summary>What an expression can refer to, as far as the bag of its references tells.</summary>
internal sealed class Resolution
{
    private readonly List<(TerraformResource Resource, string Attribute)> _targets = [];
    private readonly List<string> _known = [];
    private HashSet<(TerraformResource, string)>? _distinct;

    /// <summary>The resources, each with the attribute that is meant.</summary>
    public IReadOnlyList<(TerraformResource Resource, string Attribute)> Targets => _targets;

    /// <summary>Texts that are known: of data sources, variables and constants.</summary>
    public IReadOnlyList<string> Known => _known;

    /// <summary>Whether something contributes that nobody can see into: a local value.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether some reference means several instances of a resource, of which an operator may take any.</summary>
    public bool IsMany { get; private set; }

    /// <summary>Whether something is in the bag that is no id: it may be a condition.</summary>
    public bool HasOther { get; private set; }

    /// <summary>Whether the key of the own instance is in the bag.</summary>
    public bool HasKey { get; private set; }

    /// <summary>Whether something was taken by its place or key without being told to.</summary>
    public bool IsInferred { get; private set; }

    /// <summary>How many references contribute.</summary>
    public int Parts { get; private set; }

    public static Resolution Dead() => new() { IsDead = true };

    public static Resolution Other() => new() { HasOther = true };

    public static Resolution Key() => new() { HasOther = true, HasKey = true };

    public static Resolution OfKnown(IEnumerable<string> texts)
    {
        var result = new Resolution { Parts = 1 };
        result._known.AddRange(texts);
        return result._known.Count == 0 ? Other() : result;
    }

    public static Resolution Of(IEnumerable<TerraformResource> resources, string attribute, bool isInferred = false)
    {
        var result = new Resolution { Parts = 1, IsInferred = isInferred };
        result._targets.AddRange(resources.Select(resource => (resource, attribute)));
        result.IsMany = result._targets.Count > 1;
        return result._targets.Count == 0 ? Dead() : result;
    }

    /// <summary>The same, with one of several instances picked.</summary>
    public Resolution Picked(Func<TerraformResource, bool> isMine, bool isInferred)
    {
        var mine = _targets.Where(target => isMine(target.Resource)).ToList();
        if (mine.Count == 0)
            return this;
        var result = new Resolution { Parts = 1, IsInferred = isInferred || IsInferred, IsDead = IsDead, IsMany = mine.Count > 1 };
        result._targets.AddRange(mine);
        return result;
    }

    /// <summary>The same, of which the targets are meant by another attribute.</summary>
    public Resolution With(string attribute)
    {
        var result = new Resolution { Parts = Parts, IsDead = IsDead, IsMany = IsMany, HasOther = HasOther, IsInferred = IsInferred };
        result._targets.AddRange(_targets.Select(target => (target.Resource, attribute)));
        result._known.AddRange(_known);
        return result;
    }

    public void Add(Resolution other)
    {
        if (_targets.Count == 0)
        {
            _targets.AddRange(other._targets);
        }
        else if (other._targets.Count > 0)
        {
            _distinct ??= [.. _targets];
            _targets.AddRange(other._targets.Where(_distinct.Add));
        }

        _known.AddRange(other._known.Where(text => !_known.Contains(text)));
        IsDead |= other.IsDead;
        IsMany |= other.IsMany;
        HasOther |= other.HasOther;
        HasKey |= other.HasKey;
        IsInferred |= other.IsInferred;
        Parts += other.Parts;
    }
}
