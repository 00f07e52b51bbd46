namespace VpceTools.HelpBuilder.Pages;

/// <summary>An example of a cmdlet.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Code">What a user types.</param>
/// <param name="Remarks">What comes of it.</param>
public sealed record Example(string Title, string Code, IReadOnlyList<Block> Remarks);
