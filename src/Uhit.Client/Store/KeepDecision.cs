namespace Uhit.Client.Store;

/// <summary>What becomes of a callback that could not be taken, as <see cref="StoreRules.DecideKeeping"/> says.</summary>
public enum KeepDecision
{
    /// <summary>The same body is in the room for the same reason: what was appended is taken away.</summary>
    IsThere = 1,

    /// <summary>The room is full: what was appended is taken away, and nothing is kept.</summary>
    RoomIsFull,

    /// <summary>The callback is kept without its body, for which the room has no bytes left.</summary>
    WithoutBody,

    /// <summary>The callback is kept as it is.</summary>
    Whole,
}
