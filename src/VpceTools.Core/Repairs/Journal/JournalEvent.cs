namespace VpceTools.Repairs.Journal;

/// <summary>What a line of a journal says.</summary>
public enum JournalEvent
{
    /// <summary>The call is about to be made.</summary>
    Started,

    /// <summary>The change was made.</summary>
    Applied,

    /// <summary>Everything was so before: nothing was changed.</summary>
    AlreadyDone,

    /// <summary>Nothing was changed.</summary>
    Failed,

    /// <summary>Whether the change was made is not known.</summary>
    Unclear,

    /// <summary>The change was taken back.</summary>
    Undone,
}
