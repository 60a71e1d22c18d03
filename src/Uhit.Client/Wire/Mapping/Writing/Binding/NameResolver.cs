using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>Finds what a name stands for at a place of a template: in the innermost loop first, then
/// further out, then in loops that nobody wrote.</summary>
/// <param name="scopes">The scopes at the place, from the message in.</param>
/// <param name="secrets">The names of the contract's secrets.</param>
internal sealed class NameResolver(IReadOnlyList<ValueScope> scopes, IReadOnlyCollection<string> secrets)
{
    private const string Digest = "wsse.passwordDigest";
    private static readonly string[] Specials = ["now", "uuid", "wsse.nonce", "wsse.created", Digest, TemplateNames.Secret];

    /// <summary>The value of a name; a format of a special name is used up.</summary>
    public BoundValue? Find(string name, ref string? format, out string? problem)
    {
        problem = null;
        if (Array.IndexOf(Specials, name) >= 0)
        {
            return Special(name, ref format, out problem);
        }

        var found = Find(name);
        problem = found is null ? Unknown(name) : null;
        return found;
    }

    /// <summary>The values that a condition looks at: one, or those of an object.</summary>
    public IReadOnlyList<BoundValue> FindAll(string name, out string? problem)
    {
        problem = null;
        if (Find(name) is { } value)
        {
            return [value];
        }

        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            var own = Own(name, scopes[i]);
            if (scopes[i].HasObject(own))
            {
                var level = scopes.Count - 1 - i;
                return [.. scopes[i].ValuesOf(own).Select(value => new ScopeValue(name, value, level))];
            }

            foreach (var loop in scopes[i].Loops.Values.Where(loop => loop.Scope.HasObject(Own(name, loop.Scope))))
            {
                var level = scopes.Count - 1 - i;
                return [.. loop.Scope.ValuesOf(Own(name, loop.Scope)).Select(value => new SharedValue(name, value, level, [loop]))];
            }
        }

        problem = Unknown(name);
        return [];
    }

    /// <summary>The loops that a name of a loop stands for: itself, and before it those that nobody wrote.</summary>
    public IReadOnlyList<BoundLoop>? FindLoop(string name, out string? problem)
    {
        problem = null;
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            if (scopes[i].Loops.TryGetValue(name, out var loop))
            {
                return [new BoundLoop(loop, scopes.Count - 1 - i, IsOne: false)];
            }

            foreach (var outer in scopes[i].Loops.Values)
            {
                if (outer.Scope.Loops.TryGetValue(name, out loop))
                {
                    return [new BoundLoop(outer, scopes.Count - 1 - i, IsOne: true), new BoundLoop(loop, 0, IsOne: false)];
                }
            }
        }

        var names = scopes.SelectMany(scope => scope.Loops.Keys).ToList();
        problem = names.Count == 0
            ? $"There is nothing to repeat here: '{DisplayText.Of(name)}' is no list of this message."
            : $"'{DisplayText.Of(name)}' is no list here.{NearestName.Hint(name, names)}";
        return null;
    }

    private static string Own(string name, ValueScope scope) =>
        name.StartsWith(scope.Name + ".", StringComparison.Ordinal) ? name[(scope.Name.Length + 1)..] : name;

    private BoundValue? Find(string name)
    {
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            if (scopes[i].Values.TryGetValue(name, out var value) || scopes[i].Values.TryGetValue(Own(name, scopes[i]), out value))
            {
                return new ScopeValue(name, value, scopes.Count - 1 - i);
            }
        }

        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            if (Inside(name, scopes[i], mayBePlain: true) is var (loops, value))
            {
                return new SharedValue(name, value, scopes.Count - 1 - i, loops);
            }
        }

        return null;
    }

    private static (IReadOnlyList<ValueLoop> Loops, NamedValue Value)? Inside(string name, ValueScope scope, bool mayBePlain)
    {
        foreach (var loop in scope.Loops.Values)
        {
            var isQualified = name.StartsWith(loop.Scope.Name + ".", StringComparison.Ordinal);
            if ((isQualified || mayBePlain) && loop.Scope.Values.TryGetValue(Own(name, loop.Scope), out var value))
            {
                return ([loop], value);
            }

            if (Inside(isQualified ? Own(name, loop.Scope) : name, loop.Scope, mayBePlain: false) is var (inner, deep))
            {
                return ([loop, .. inner], deep);
            }
        }

        return null;
    }

    private SpecialValue? Special(string name, ref string? format, out string? problem)
    {
        problem = null;
        if (name is TemplateNames.Secret or Digest)
        {
            var secret = format ?? string.Empty;
            format = null;
            problem = !secrets.Contains(secret, StringComparer.OrdinalIgnoreCase)
                ? $"'{DisplayText.Of(secret)}' is no secret of this contract.{NearestName.Hint(secret, secrets)} Secrets are named in "
                    + "\"secrets\" of contract.json; their values are settings."
                : null;
            return new SpecialValue(
                $"{name}:{secret}",
                ValueKind.Text,
                name == Digest ? context => context.Token.DigestOf(context.Secret(secret)) : context => context.Secret(secret))
            {
                Secret = secret,
                IsDigest = name == Digest,
            };
        }

        return name switch
        {
            "now" => new SpecialValue(name, ValueKind.Time, context => context.Now),
            "uuid" => new SpecialValue(name, ValueKind.Text, context => context.Uuid),
            "wsse.nonce" => new SpecialValue(name, ValueKind.Text, context => context.Token.Nonce),
            _ => new SpecialValue(name, ValueKind.Text, context => context.Token.Created),
        };
    }

    private string Unknown(string name)
    {
        var names = scopes.SelectMany(scope => scope.Values.Keys.Concat(scope.Values.Keys.Select(key => scope.Name + "." + key)))
            .Concat(scopes.SelectMany(scope => scope.Loops.Values).SelectMany(loop => loop.Scope.Values.Keys)).Concat(Specials);
        return $"'{DisplayText.Of(name)}' is no value of this message.{NearestName.Hint(name, names.Distinct(StringComparer.Ordinal))}";
    }
}
