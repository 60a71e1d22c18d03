namespace Uhit.Client.Wire;

/// <summary>A contract folder can't be used. <see cref="Problems"/> holds everything that is wrong, the message the first of it.</summary>
internal sealed class ContractException : UhitConfigurationException
{
    internal ContractException(string folder, IReadOnlyList<ContractProblem> problems, string purpose = "used")
        : base(Describe(folder, problems, purpose))
    {
        Problems = problems;
    }

    /// <summary>What is wrong, in the order of the files; the warnings too.</summary>
    public IReadOnlyList<ContractProblem> Problems { get; }

    private static string Describe(string folder, IReadOnlyList<ContractProblem> problems, string purpose)
    {
        const int Shown = 20;
        var errors = problems.Where(problem => !problem.IsWarning).ToList();
        var more = errors.Count > Shown ? $" … and {errors.Count - Shown} more." : string.Empty;
        return $"The contract in {folder} can't be {purpose} ({errors.Count} error{(errors.Count == 1 ? string.Empty : "s")}): "
            + string.Join("; ", errors.Take(Shown)) + more;
    }
}
