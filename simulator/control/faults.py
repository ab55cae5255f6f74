"""Faults asked for."""

from fastapi import APIRouter

from simulator.faults.models import Fault, FaultCreate
from simulator.world import WorldDep

router = APIRouter(prefix="/_control/faults")


@router.get("")
async def list_faults(world: WorldDep) -> list[Fault]:
    return world.state.faults


@router.post("", status_code=201)
async def add_fault(world: WorldDep, asked: FaultCreate) -> Fault:
    world.state.last_fault_id += 1
    fault = Fault(id=world.state.last_fault_id, **asked.model_dump())
    world.state.faults.append(fault)
    world.touch()
    return fault


@router.delete("", status_code=204)
async def clear_faults(world: WorldDep) -> None:
    world.state.faults.clear()
    world.touch()


@router.delete("/{fault_id}", status_code=204)
async def remove_fault(world: WorldDep, fault_id: int) -> None:
    world.state.faults = [fault for fault in world.state.faults if fault.id != fault_id]
    world.touch()
