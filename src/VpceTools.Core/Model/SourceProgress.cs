namespace VpceTools.Model;

/// <summary>What a source did just now; for progress bars and verbose lines. Never holds a secret.</summary>
/// <param name="Activity">The stage, for example <c>Reading EC2</c>.</param>
/// <param name="Detail">One line, for example the operation, its filter, the number of items and the milliseconds it took.</param>
/// <param name="Completed">How many steps are done.</param>
/// <param name="Total">How many steps there are; 0 where not known.</param>
public sealed record SourceProgress(string Activity, string Detail, int Completed, int Total);
