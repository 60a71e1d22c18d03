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
    IReadOnlyList<FieldGuess> Fields);
