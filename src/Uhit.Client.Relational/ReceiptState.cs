namespace Uhit.Client.Relational;

/// <summary>What became of a receipt. The numbers are stored: they never change.</summary>
internal enum ReceiptState
{
    /// <summary>Nothing yet: nobody sees it.</summary>
    Staged = 0,

    /// <summary>The receipt is that of a stored message.</summary>
    Committed = 1,

    /// <summary>The receipt is that of a callback that is kept because it could not be taken.</summary>
    Unreadable = 2,
}
