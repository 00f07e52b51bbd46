namespace VpceTools.Model;

/// <summary>An Availability Zone: its name, which each account has its own order of, and its id, the same in every account.</summary>
/// <param name="Name">For example <c>us-east-1a</c>.</param>
/// <param name="Id">For example <c>use1-az4</c>.</param>
/// <remarks>https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html</remarks>
internal readonly record struct Zone(string? Name, string? Id)
{
    /// <summary>Whether both are the same zone: by id where both have one, else by name.</summary>
    public bool Is(Zone other) => Id is not null && other.Id is not null ? Id == other.Id : Name is not null && Name == other.Name;

    /// <inheritdoc/>
    public override string ToString() => Name is null ? Id ?? "an unknown zone" : Id is null ? Name : $"{Name} ({Id})";
}
