namespace Uhit.Contracts.Messages;

/// <summary>A branch of a choice.</summary>
/// <param name="Choice">The choice, numbered in its message.</param>
/// <param name="Branch">The branch, from 1.</param>
/// <param name="IsGroup">Whether the branch has several elements, which come and go together.</param>
internal sealed record ChoiceBranch(int Choice, int Branch, bool IsGroup);
