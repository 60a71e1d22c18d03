using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Folders;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Proposals;

/// <summary>Guesses what the messages of a contract are in the exchange, and what in them stands for what. Nothing
/// of it is ever used before its owner confirms it.</summary>
internal static class ContractProposals
{
    private const double Certain = 0.7;
    private const string RequestNames = "request|inquir|submit|ask|query|open|order|get";
    private const string DeliveryNames = "deliver|usage|data|history|reading|interval|meter";
    private const string ValidationNames = "valid|check|verdict|result";
    private const string AcknowledgementNames = "ack|receipt|accept|opened|confirm";

    /// <summary>The best guess of each role, the surest message first; a message has one role.</summary>
    public static IReadOnlyList<MessageGuess> Of(ContractModel contract, NamespacePrefixes prefixes)
    {
        var all = contract.Services.SelectMany(s => s.Operations.Select(o => (s, o))).Where(x => x.o.Input.Body.Count == 1)
            .SelectMany(x => Guesses(contract, prefixes, x.s, x.o)).OrderByDescending(g => g.Score).ToList();
        var taken = new List<MessageGuess>();
        foreach (var guess in all.Where(g => g.Score >= 0.3))
        {
            if (taken.TrueForAll(t => t.Role != guess.Role && t.Operation != guess.Operation))
            {
                taken.Add(guess);
            }
        }

        return taken;
    }

    /// <summary>The guesses as <c>contract.json</c> holds them: <c>messages</c> to be moved up as they are, and the reasons.</summary>
    public static JsonObject? ToJson(IReadOnlyList<MessageGuess> guesses)
    {
        if (guesses.Count == 0)
        {
            return null;
        }

        var why = new JsonArray();
        foreach (var guess in guesses)
        {
            why.Add(Reason($"messages.{guess.Role}", $"operation {guess.Operation.Name}", guess.Score, guess.Why));
            foreach (var field in guess.Fields)
            {
                why.Add(Reason($"messages.{guess.Role}.{field.Field}", field.Path, field.Score, field.Why));
            }
        }

        return new JsonObject
        {
            ["messages"] = new JsonObject(guesses.Select(g => KeyValuePair.Create<string, JsonNode?>(g.Role, g.Mapping))),
            ["why"] = why,
        };
    }

    private static JsonObject Reason(string field, string path, double score, string why) =>
        new() { ["field"] = field, ["path"] = path, ["score"] = Math.Round(score, 2), ["why"] = why };

    private static IEnumerable<MessageGuess> Guesses(
        ContractModel contract, NamespacePrefixes prefixes, ServiceModel service, OperationModel operation)
    {
        var name = Leaf.Plain(operation.Name + operation.Input.Body[0].Name);
        var root = MessageTree.Build(contract.Schemas, operation.Input.Body)[0];

        var guesser = new ScopeGuesser(root, prefixes);
        var delivery = Callback(contract, prefixes, service, operation);
        if (UsageGuess.Find(guesser) is { } found)
        {
            delivery["usage"] = found.Usage;
            guesser.Fill(delivery, string.Empty, root, FieldRules.Header, guesser.Single(root));
            yield return Guess(
                "delivery", found.Score * Named(name, DeliveryNames), "it has an ESI ID with values and their times", delivery, guesser);
            yield break;
        }

        guesser = new ScopeGuesser(root, prefixes);
        var line = guesser.Repeated.Append(root).FirstOrDefault(n =>
            guesser.Best(FieldRules.EsiId, guesser.Single(n)) is not null
            && guesser.Best(FieldRules.Line[0], guesser.Single(n)) is { Score: > 0.55 });
        if (line is not null)
        {
            var validation = Callback(contract, prefixes, service, operation);
            var lines = new JsonObject();
            if (line != root)
            {
                lines["each"] = guesser.Path(root, line);
            }

            guesser.Fill(lines, "lines", line, [FieldRules.EsiId, .. FieldRules.Line], guesser.Single(line));
            if (Errors(guesser, line, "lines.reasons") is { } reasons)
            {
                lines["reasons"] = reasons;
            }

            validation["lines"] = lines;
            guesser.Fill(validation, string.Empty, root, FieldRules.Header, guesser.Single(root));
            yield return Guess("validation", 0.75 * Named(name, ValidationNames), "it has ESI IDs with a status each", validation, guesser);
        }

        guesser = new ScopeGuesser(root, prefixes);
        if (guesser.Best(FieldRules.EsiId, guesser.Leaves) is not { Score: > Certain }
            && guesser.Best(FieldRules.Answer[0], guesser.Single(root)) is { } status)
        {
            var acknowledgement = Callback(contract, prefixes, service, operation);
            guesser.Fill(
                acknowledgement,
                string.Empty,
                root,
                [FieldRules.Answer[0], FieldRules.Answer[4], .. FieldRules.Header],
                guesser.Single(root));
            if (Errors(guesser, root, "errors") is { } errors)
            {
                acknowledgement["errors"] = errors;
            }

            yield return Guess(
                "acknowledgement",
                status.Score * 0.7 * Named(name, AcknowledgementNames),
                "it has a status and nothing that is an ESI ID for certain",
                acknowledgement,
                guesser);
        }

        guesser = new ScopeGuesser(root, prefixes);
        if (guesser.Best(FieldRules.EsiId, guesser.Leaves) is { } esi && operation.Output is not null)
        {
            var request = new JsonObject
            {
                ["action"] = operation.Action,
                ["template"] = TemplateFiles.NameOf(contract, service, operation, isResponse: false),
            };
            var placeholders = new JsonObject();
            guesser.Fill(placeholders, "template", root, FieldRules.Request, guesser.Leaves);
            if (Answer(contract, prefixes, operation) is { } answer)
            {
                request["answer"] = answer;
            }

            var hasPeriod = guesser.Guesses.Exists(g => g.Field == "template.period.start");
            yield return Guess(
                "request",
                esi.Score * (hasPeriod ? 1 : 0.8) * Named(name, RequestNames),
                $"it has an ESI ID{(hasPeriod ? " and a period" : "")}, and is answered",
                request,
                guesser);
        }

        MessageGuess Guess(string role, double score, string why, JsonObject mapping, ScopeGuesser fields) => new(
            role, service, operation, Math.Min(score, 0.99), why, mapping, fields.Guesses);
    }

    private static JsonObject Callback(ContractModel contract, NamespacePrefixes prefixes, ServiceModel service, OperationModel operation)
    {
        var callback = new JsonObject { ["action"] = operation.Action, ["root"] = prefixes.Show(operation.Input.Body[0]) };
        callback["answer"] = operation.Output is null
            ? new JsonObject { ["empty"] = 202 }
            : new JsonObject { ["template"] = TemplateFiles.NameOf(contract, service, operation, isResponse: true) };
        return callback;
    }

    private static JsonObject? Answer(ContractModel contract, NamespacePrefixes prefixes, OperationModel operation)
    {
        if (operation.Output is not { Body: [var name] })
        {
            return null;
        }

        var root = MessageTree.Build(contract.Schemas, [name])[0];
        var guesser = new ScopeGuesser(root, prefixes);
        var answer = new JsonObject { ["root"] = prefixes.Show(name) };
        guesser.Fill(answer, "answer", root, FieldRules.Answer, guesser.Single(root));
        if (Errors(guesser, root, "errors") is { } errors)
        {
            answer["errors"] = errors;
        }

        return answer;
    }

    private static JsonObject? Errors(ScopeGuesser guesser, MessageNode around, string name)
    {
        var error = guesser.Repeated.FirstOrDefault(n => n != around && guesser.ChainOf(n).Contains(around)
            && guesser.Best(FieldRules.Error[0], guesser.Single(n)) is not null);
        if (error is null)
        {
            return null;
        }

        var errors = new JsonObject { ["each"] = guesser.Path(around, error) };
        guesser.Fill(errors, name, error, FieldRules.Error, guesser.Single(error));
        return errors;
    }

    /// <summary>What its name adds, or takes away.</summary>
    private static double Named(string name, string words) => Regex.IsMatch(name, words, RegexOptions.CultureInvariant) ? 1.1 : 0.8;
}
