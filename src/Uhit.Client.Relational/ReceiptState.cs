namespace Uhit.Client.Relational;

/// <summary>What became of a receipt. The numbers are stored: they never change.</summary>
internal enum ReceiptState
{
    /// <summary>Nothing yet: nobody sees it.</summary>
    Staged = 0,

    /// <summary>It is a message.</summary>
    Committed = 1,

    /// <summary>It is kept as one that could not be taken.</summary>
    Unreadable = 2,
}
