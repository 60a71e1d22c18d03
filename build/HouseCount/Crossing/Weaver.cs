using System.Text.Json.Nodes;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace HouseCount.Crossing;

/// <summary>Makes each method of the built packages tell <see cref="Trace"/> that it begins and ends, and
/// what it calls of SQLite and of a connection.</summary>
internal static class Weaver
{
    public static int Weave(string folder)
    {
        AddTrace(folder);
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(folder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var count = 0;
        foreach (var path in Directory.GetFiles(folder, "Uhit.Client*.dll")
            .Where(path => !path.EndsWith("Simulator.dll", StringComparison.Ordinal)))
        {
            using var assembly = AssemblyDefinition.ReadAssembly(
                path, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
            var calls = new TraceCalls(assembly.MainModule);
            foreach (var method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(IsTold).ToList())
            {
                Weave(method, calls);
                count++;
            }

            assembly.Write(path);
        }

        return count;
    }

    // The host loads what the tool's list of dependencies names, and nothing else of its folder.
    private static void AddTrace(string folder)
    {
        var name = typeof(Trace).Assembly.GetName().Name!;
        File.Copy(typeof(Trace).Assembly.Location, Path.Combine(folder, name + ".dll"), overwrite: true);
        foreach (var path in Directory.GetFiles(folder, "*.deps.json"))
        {
            var list = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            foreach (var (_, target) in list["targets"]!.AsObject())
            {
                target![name + "/1.0.0"] = new JsonObject { ["runtime"] = new JsonObject { [name + ".dll"] = new JsonObject() } };
            }

            list["libraries"]![name + "/1.0.0"] = new JsonObject { ["type"] = "project", ["serviceable"] = false, ["sha512"] = "" };
            File.WriteAllText(path, list.ToJsonString());
        }
    }

    private static bool IsTold(MethodDefinition method) =>
        method is { HasBody: true, Body.Instructions.Count: > 0 }
        && !method.DeclaringType.Name.StartsWith("<PrivateImpl", StringComparison.Ordinal);

    private static void Weave(MethodDefinition method, TraceCalls calls)
    {
        var body = method.Body;
        body.SimplifyMacros();
        var il = body.GetILProcessor();
        foreach (var instruction in body.Instructions.ToList())
        {
            TellReached(il, instruction, calls);
        }

        if (method.IsConstructor || method.IsSpecialName)
        {
            body.OptimizeMacros();
            return;
        }

        var name = CrossedType.Of(method);
        var first = body.Instructions[0];
        if (AsyncState(method) is { } state)
        {
            if (!IsIterator(method.DeclaringType))
            {
                il.InsertBefore(first, il.Create(OpCodes.Ldstr, name));
                il.InsertBefore(first, il.Create(OpCodes.Ldarg, body.ThisParameter));
                il.InsertBefore(first, il.Create(OpCodes.Ldfld, state));
                il.InsertBefore(first, il.Create(OpCodes.Call, calls.EnterAsync));
            }
        }
        else
        {
            TellBounds(method, il, first, name, calls);
        }

        body.OptimizeMacros();
    }

    private static void TellBounds(MethodDefinition method, ILProcessor il, Instruction first, string name, TraceCalls calls)
    {
        var before = new VariableDefinition(calls.Object);
        method.Body.Variables.Add(before);
        method.Body.InitLocals = true;
        foreach (var end in method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ret).ToList())
        {
            // What branched to the end has to come by here.
            end.OpCode = OpCodes.Ldloc;
            end.Operand = before;
            var exit = il.Create(OpCodes.Call, calls.Exit);
            il.InsertAfter(end, exit);
            il.InsertAfter(exit, il.Create(OpCodes.Ret));
        }

        il.InsertBefore(first, il.Create(OpCodes.Ldstr, name));
        if (IsClosure(method.DeclaringType) && !method.IsStatic)
        {
            il.InsertBefore(first, il.Create(OpCodes.Ldarg, method.Body.ThisParameter));
            il.InsertBefore(first, il.Create(OpCodes.Call, calls.EnterClosure));
        }
        else
        {
            il.InsertBefore(first, il.Create(OpCodes.Call, calls.Enter));
        }

        il.InsertBefore(first, il.Create(OpCodes.Stloc, before));
    }

    private static void TellReached(ILProcessor il, Instruction instruction, TraceCalls calls)
    {
        if (instruction.Operand is not MethodReference called)
        {
            return;
        }

        if (called is { Name: "Start", DeclaringType.FullName: "System.Threading.Thread", Parameters.Count: 0 })
        {
            // A thread of a queue shall not pass for work of whoever started it.
            instruction.Operand = new MethodReference("UnsafeStart", called.ReturnType, called.DeclaringType) { HasThis = true };
        }
        else if (instruction.OpCode == OpCodes.Newobj && IsClosure(called.DeclaringType) && !called.DeclaringType.IsValueType)
        {
            var made = il.Create(OpCodes.Call, calls.Made);
            il.InsertAfter(instruction, made);
            il.InsertBefore(made, il.Create(OpCodes.Dup));
        }
        else if (EndOf(called) is { } end)
        {
            // The instruction stays what branches lead to.
            var copy = il.Create(OpCodes.Nop);
            copy.OpCode = instruction.OpCode;
            copy.Operand = instruction.Operand;
            if (instruction.Previous?.OpCode.OpCodeType == OpCodeType.Prefix)
            {
                return;
            }

            instruction.OpCode = OpCodes.Ldstr;
            instruction.Operand = end;
            var reached = il.Create(OpCodes.Call, calls.Reached);
            il.InsertAfter(instruction, reached);
            il.InsertAfter(reached, copy);
        }
    }

    private static string? EndOf(MethodReference called) => (called.DeclaringType.FullName, called.Name) switch
    {
        ({ } type, { } name) when type.StartsWith("Microsoft.Data.Sqlite.", StringComparison.Ordinal)
            && (name.StartsWith("Execute", StringComparison.Ordinal) || name.StartsWith("Commit", StringComparison.Ordinal)) => "store",
        ({ } type, { } name) when type.StartsWith("SQLitePCL.", StringComparison.Ordinal)
            && name.StartsWith("sqlite3_step", StringComparison.Ordinal) => "store",
        ("System.IO.Stream", "Write" or "WriteAsync" or "FlushAsync") => "stream",
        _ => null,
    };

    private static FieldReference? AsyncState(MethodDefinition method) =>
        method.Name == "MoveNext" && method.DeclaringType.Interfaces.Any(i => i.InterfaceType.Name == "IAsyncStateMachine")
        && method.DeclaringType.Fields.FirstOrDefault(field => field.Name == "<>1__state") is { } field
            ? OfInstance(field)
            : null;

    private static FieldReference OfInstance(FieldDefinition field)
    {
        if (!field.DeclaringType.HasGenericParameters)
        {
            return field;
        }

        var type = new GenericInstanceType(field.DeclaringType);
        foreach (var parameter in field.DeclaringType.GenericParameters)
        {
            type.GenericArguments.Add(parameter);
        }

        return new FieldReference(field.Name, field.FieldType, type);
    }

    private static bool IsIterator(TypeDefinition type) =>
        type.Interfaces.Any(i => i.InterfaceType.Name.StartsWith("IAsyncEnumerator", StringComparison.Ordinal));

    private static bool IsClosure(TypeReference type) => type.Name.Contains("DisplayClass", StringComparison.Ordinal);
}
