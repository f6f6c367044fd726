"""
A number that is sixteen numbers: arithmetic on `Lanes` works on sixteen `Float32` at once.

A network that computes with them takes sixteen images side by side, one in each lane: its code reads like code for a
single image, while every operation fills the processor's vector registers. LLVM turns sixteen lanes into what the
machine has: one register of AVX-512, two of AVX, four of SSE or NEON.
"""
module SimdLanes

export Lanes, LANES, at, where_equal, where_positive

const LANES = 16
const Vector16 = NTuple{LANES,VecElement{Float32}}

struct Lanes
    lanes::Vector16
end

@inline Lanes(x::Real) = Lanes(ntuple(_ -> VecElement(Float32(x)), Val(LANES)))
"Make each lane from its index, 1 to 16."
@inline Lanes(f::Function) = Lanes(ntuple(lane -> VecElement{Float32}(f(lane)), Val(LANES)))

Base.zero(::Type{Lanes}) = Lanes(0)
@inline Base.getindex(x::Lanes, lane::Integer) = x.lanes[lane].value

"""
    at(array, index)

Read `array[index]`, unchecked, into a register. Julia 1.12 copies a struct that it reads to the stack first, by which the
sums over an image took 1.7 times as long.
"""
@inline at(array::Array{Lanes}, index) = GC.@preserve array Lanes(unsafe_load(Ptr{Vector16}(pointer(array)), index))

@inline Base.:+(x::Lanes, y::Lanes) = Lanes(lane -> x[lane] + y[lane])
@inline Base.:-(x::Lanes, y::Lanes) = Lanes(lane -> x[lane] - y[lane])
@inline Base.:*(x::Lanes, y::Lanes) = Lanes(lane -> x[lane] * y[lane])
@inline Base.:/(x::Lanes, y::Lanes) = Lanes(lane -> x[lane] / y[lane])
@inline Base.max(x::Lanes, y::Lanes) = Lanes(lane -> ifelse(x[lane] > y[lane], x[lane], y[lane]))
@inline Base.exp(x::Lanes) = Lanes(lane -> exp(x[lane]))
@inline Base.log(x::Lanes) = Lanes(lane -> log(x[lane]))

# LLVM vectorises the operations above by itself. Where nearly all the time goes, it is told outright.
@inline Base.muladd(x::Lanes, y::Lanes, z::Lanes) =
    Lanes(ccall("llvm.fmuladd.v16f32", llvmcall, Vector16, (Vector16, Vector16, Vector16), x.lanes, y.lanes, z.lanes))
@inline Base.muladd(x::Lanes, y::Float32, z::Lanes) = muladd(x, Lanes(y), z)

"Return `z` in the lanes where `x` equals `y`, and zero in the others."
@inline where_equal(x::Lanes, y::Lanes, z::Lanes) = Lanes(lane -> ifelse(x[lane] == y[lane], z[lane], 0f0))

"Return `z` in the lanes where `x` is positive, and zero in the others."
@inline where_positive(x::Lanes, z::Lanes) = Lanes(lane -> ifelse(x[lane] > 0, z[lane], 0f0))

"The sum of the lanes, added in whatever order suits the machine."
@inline Base.sum(x::Lanes) = @fastmath +(ntuple(lane -> x[lane], Val(LANES))...)

end
