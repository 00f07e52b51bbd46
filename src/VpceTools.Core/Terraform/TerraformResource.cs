using System.Text.Json;
using VpceTools.Sources;

namespace VpceTools.Terraform;

/// <summary>An instance of a resource or data source of a plan or state.</summary>
/// <param name="Address">The address, <c>module.vpc.aws_subnet.private["a"]</c>.</param>
/// <param name="Type">The type, <c>aws_subnet</c>.</param>
/// <param name="Name">The name in its module.</param>
internal sealed record TerraformResource(string Address, string Type, string Name)
{
    /// <summary>The module instance.</summary>
    public required ModulePath Module { get; init; }

    /// <summary>The key of <c>for_each</c> or <c>count</c>; null for a single one.</summary>
    public string? Index { get; init; }

    /// <summary>Whether it is a data source.</summary>
    public bool IsData { get; init; }

    /// <summary>The values that it will have; those of before for one that is removed.</summary>
    public JsonElement Values { get; init; }

    /// <summary>Which of them are not known yet, in the same shape; undefined where all are.</summary>
    public JsonElement Unknown { get; init; }

    /// <summary>Which of them are secret, in the same shape; undefined where none is.</summary>
    public JsonElement Sensitive { get; init; }

    /// <summary>Whether it is there already.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Whether it is taken away.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>
    /// Whether it is the very same instance: addresses tell instances apart, and comparing values would cost more than it is worth.
    /// </summary>
    public bool Equals(TerraformResource? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Address);

    /// <summary>What the configuration calls it: <c>aws_subnet.private</c>, <c>data.aws_vpc.this</c>.</summary>
    public string Block => (IsData ? "data." : "") + Type + "." + Name;
}

/// <summary>The path to a module instance.</summary>
internal sealed record ModulePath(ModulePath? Parent, string Name, string? Index)
{
    /// <summary>The root module.</summary>
    public static ModulePath Root { get; } = new(null, "", null);

    /// <summary>Whether this is the root module.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>Deeper than anybody nests modules, and less than a thread's stack holds.</summary>
    private const int Deepest = 100;

    /// <summary>Reads <c>module.a["k"].module.b[0]</c>.</summary>
    /// <exception cref="NetworkSourceException">Modules lie too deep in each other.</exception>
    public static ModulePath Parse(string? address)
    {
        var (path, depth) = (Root, 0);
        foreach (var step in Reference.Split(address ?? ""))
            if (step.Name == "module")
                continue;
            else if (depth++ < Deepest)
                path = new(path, step.Name, step.Index);
            else
                throw new NetworkSourceException("CodeInvalid", $"Modules lie more than {Deepest} deep in each other.");
        return path;
    }
}
