using System.Text.Json.Nodes;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Proposals;

/// <summary>A guess of what a message of the contract is in the exchange.</summary>
/// <param name="Role">Its key in <c>messages</c>.</param>
/// <param name="Service">The service.</param>
/// <param name="Operation">The operation whose request it is.</param>
/// <param name="Score">How sure the guess is.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="Mapping">What would stand in <c>messages</c>.</param>
/// <param name="Fields">Each field on its own, with its reason.</param>
internal sealed record MessageGuess(
    string Role, ServiceModel Service, OperationModel Operation, double Score, string Why, JsonObject Mapping,
    IReadOnlyList<MessageGuess.FieldGuess> Fields)
{
    /// <summary>A guess that a value of a message stands for a field of the domain.</summary>
    /// <param name="Field">The field, with the parts around it, such as <c>usage.series.readings.end</c>.</param>
    /// <param name="Path">Where it stands, from the part around it.</param>
    /// <param name="Score">How sure the guess is, over 0 and under 1.</param>
    /// <param name="Why">The reason, in words.</param>
    internal sealed record FieldGuess(string Field, string Path, double Score, string Why);
}
