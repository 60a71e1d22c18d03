namespace Uhit.Client.PostgreSql.Stores;

/// <summary>What became of a receipt. The numbers are stored: they never change.</summary>
internal enum ReceiptState
{
    /// <summary>Appended to, and seen by nobody.</summary>
    Staged = 0,

    /// <summary>Its message is stored.</summary>
    Committed = 1,

    /// <summary>It is kept as unreadable.</summary>
    Unreadable = 2,
}
